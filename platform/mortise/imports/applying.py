"""All records of an import made by one transaction: rows, log, event, and what is computed from them once."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from mortise.access.context import Context
from mortise.db.bulk import adding_many
from mortise.db.statements import Statement, prepare
from mortise.db.tables.jobs import outbox
from mortise.db.tables.records import record_change
from mortise.db.transaction import Tx
from mortise.definitions.watched import is_watched
from mortise.imports.joining import join
from mortise.imports.staging import RecordTable
from mortise.jobs.outbox import put
from mortise.records.access import Door
from mortise.records.changes import RECORD_EVENT, WATCHED_EVENT, cause_of, linking, unlinked
from mortise.records.dependents import Touched, settle
from mortise.records.refusals import told

ACTION: Final = "import"
UPDATE: Final = "update"
NOW: Final = sa.bindparam("now", type_=sa.DateTime(timezone=True))
TELL: Final = prepare(
    sa.insert(outbox)
    .values(
        kind=RECORD_EVENT,
        app_id=sa.bindparam("app_id", type_=sa.BigInteger()),
        payload=sa.bindparam("event", type_=JSONB()),
        created_at=sa.bindparam("at", type_=sa.DateTime(timezone=True)),
    )
    .returning(outbox.c.id)
)


class MovedError(Exception):
    """Somebody wrote what the rows were checked against: they are checked again."""


async def make_new(
    tx: Tx, context: Context, records: RecordTable, between: tuple[int, int] | None = None
) -> None:
    """Makes the new records, all at this moment however long they waited; of rows `between` (behind the first, up to
    the second) where that is given."""
    rows, values = _between(records, between)

    def making() -> sa.Insert:
        table = records.table
        names = ["id", *records.columns]
        moments = dict.fromkeys(("created_at", "updated_at"), NOW)
        waiting = sa.select(*(moments.get(name, table.c[name]) for name in names)).where(table.c.is_new)
        return sa.insert(records.target).from_select(names, waiting.where(*rows))

    with told(context):
        statement = records.statements.get(("make", len(rows)), making)
        await tx.execute(statement, {"now": context.clock.now, **values})


def _between(
    records: RecordTable, between: tuple[int, int] | None
) -> tuple[list[sa.ColumnElement[bool]], dict[str, object]]:
    """The condition for the rows between two, if these are given, and its values."""
    if between is None:
        return [], {}
    row = records.table.c.row
    return [row > _row("after"), row <= _row("upto")], dict(zip(("after", "upto"), between, strict=True))


def _row(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.Integer())


async def ids_of_new(tx: Tx, records: RecordTable) -> Sequence[int]:
    """The ids of the new records."""
    table = records.table
    ids = await tx.fetchval(Statement(sa.select(sa.func.array_agg(table.c.id)).where(table.c.is_new)))
    return ids if isinstance(ids, list) else []


async def change_existing(tx: Tx, context: Context, door: Door, records: RecordTable) -> list[int]:
    """Changes the records that are there, each in the columns that differ; raises MovedError where one was changed
    since it was read, or a flow holds it by now."""
    table, target = records.table, records.target
    own = sa.and_(~table.c.is_new, target.c.id == table.c.id)
    locking = (
        sa.select(target.c.id, target.c.version == table.c.version, target.c.deleted_at.is_(None))
        .where(own)
        .order_by(target.c.id)
        .with_for_update(of=target)
    )
    found = [tuple(row) for row in await tx.fetch(Statement(locking))]
    if not all(is_same and is_there for _, is_same, is_there in found):
        raise MovedError
    if not found:
        return []
    kept = door.rights.kept(target)
    # What began while the records were locked is seen by this statement only.
    if kept is not None and await tx.fetchrow(
        Statement(sa.select(target.c.id).where(own, kept).limit(1)), context.binds
    ):
        raise MovedError
    named = sa.select(sa.func.unnest(table.c.changed).label("name")).where(~table.c.is_new).distinct()
    names = sorted(row["name"] for row in await tx.fetch(Statement(named)))
    values: dict[str, Any] = {
        name: sa.case(
            (sa.literal(name, sa.Text()) == sa.any_(table.c.changed), table.c[name]), else_=target.c[name]
        )
        for name in names
    }
    values.update(version=target.c.version + 1, updated_at=NOW)
    with told(context):
        await tx.execute(Statement(sa.update(target).values(values).where(own)), {"now": context.clock.now})
    return [number for number, _, _ in found]


async def left_behind(tx: Tx, door: Door, records: RecordTable) -> Mapping[str, Sequence[int]]:
    """Where the records that are about to be changed lead to now, by link."""
    table, target = records.table, records.target
    found: dict[str, Sequence[int]] = {}
    for key in door.form.leads:
        if key in target.c:
            select = (
                sa.select(target.c[key].label("id"))
                .distinct()
                .where(
                    target.c.id == table.c.id,
                    ~table.c.is_new,
                    sa.literal(key, sa.Text()) == sa.any_(table.c.changed),
                    target.c[key].is_not(None),
                )
            )
            ids = [row["id"] for row in await tx.fetch(Statement(select))]
            if ids:
                found[key] = ids
    return found


async def write(
    tx: Tx,
    context: Context,
    door: Door,
    records: RecordTable,
    number: int,
    cause: Mapping[str, object],
    *,
    is_made: bool = False,
) -> tuple[list[Touched], int, int]:
    """Writes what waits in `records` under the batch `number`; what was touched, how many are new and changed. Where
    all are new, they may be made and logged already by the same transaction."""
    left = await left_behind(tx, door, records)
    changed = await change_existing(tx, context, door, records)
    if not is_made:
        async with adding_many(tx, records.target):
            await make_new(tx, context, records)
        await log(tx, context, door, records, number, cause)
    new = await ids_of_new(tx, records)
    event = {
        "form": door.form.key,
        "action": ACTION,
        "batch": number,
        "at": context.clock.now.isoformat(),
        "count": len(new) + len(changed),
    }
    await tx.fetchval(TELL, {"app_id": context.app.id, "at": context.clock.now, "event": event})
    if is_watched(context.app, door.form.key):
        await put(tx, WATCHED_EVENT, {"form": door.form.key, "batch": number}, app_id=context.app.id)
    touched = [Touched(door.form.key, new, None)] if new else []
    if changed:
        touched.append(Touched(door.form.key, changed, None, left))
    touched += await join(tx, context, door, records)
    await settle(tx, context, door.form, [*new, *changed])
    return touched, len(new), len(changed)


async def log(
    tx: Tx,
    context: Context,
    door: Door,
    records: RecordTable,
    number: int,
    cause: Mapping[str, object],
    between: tuple[int, int] | None = None,
    is_all_new: bool = False,
) -> None:
    """Logs what waits in `records` under the batch `number`, or of that the rows `between`. Where `is_all_new`, no link
    of before can have ended."""
    rows, values = _between(records, between)
    given = {
        "app_id": context.app.id,
        "form": door.form.key,
        "actor": context.principal.person,
        "at": context.clock.now,
        "batch": number,
        "cause": {**cause_of(context.cause, ACTION), **cause},
    }
    links = () if is_all_new else linking(door.form)
    statement = records.statements.get(
        ("log", is_all_new, len(rows)), lambda: _logging(records.table, links, rows)
    )
    await tx.execute(statement, {**given, **values})


def _logging(table: sa.Table, links: Collection[str], rows: Sequence[sa.ColumnElement[bool]]) -> sa.Insert:
    """One log row for each record, as if it had been written alone."""
    columns = record_change.c
    given = {
        "app_id": columns.app_id,
        "form": columns.form,
        "actor": columns.actor_id,
        "at": columns.at,
        "batch": columns.batch_id,
        "cause": columns.cause,
    }
    binds: dict[str, sa.ColumnElement[Any]] = {
        column.name: sa.bindparam(name, type_=column.type) for name, column in given.items()
    }
    selected = {
        **binds,
        "record_id": table.c.id,
        "action": sa.case(
            (table.c.is_new, sa.literal(ACTION, sa.Text())), else_=sa.literal(UPDATE, sa.Text())
        ),
        "old": table.c.log_old,
        "new": table.c.log_new,
        "version": sa.func.coalesce(table.c.version, 0) + 1,
    }
    if links:
        selected["unlinked"] = unlinked(table.c.log_old, links)
    return sa.insert(record_change).from_select(list(selected), sa.select(*selected.values()).where(*rows))
