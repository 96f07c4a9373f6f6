"""All records of an import made by one transaction: rows, log, event, and what is computed from them once."""

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from mortise.access.context import Context
from mortise.db.statements import Statement, prepare
from mortise.db.tables.jobs import outbox
from mortise.db.tables.records import batch, record_change
from mortise.db.transaction import Tx
from mortise.imports.staging import RecordTable
from mortise.records.access import Door
from mortise.records.changes import RECORD_EVENT, cause_of
from mortise.records.dependents import Touched, recompute
from mortise.records.refusals import told

ACTION: Final = "import"
NEXT_BATCH: Final = prepare(sa.select(batch.next_value()))

TELL: Final = prepare(
    sa.insert(outbox)
    .values(
        kind=RECORD_EVENT,
        app_id=sa.bindparam("app_id", type_=sa.BigInteger()),
        payload=sa.bindparam("event", type_=JSONB()),
        created_at=sa.bindparam("at", type_=sa.DateTime(timezone=True)),
        done_at=sa.bindparam("at", type_=sa.DateTime(timezone=True)),
    )
    .returning(outbox.c.id)
)


async def apply(tx: Tx, context: Context, door: Door, records: RecordTable, import_id: int) -> int:
    """Makes the records that wait in `records`; how many."""
    table, target = records.table, records.target
    number = await tx.fetchval(NEXT_BATCH)
    sequence = sa.func.pg_get_serial_sequence(sa.literal(f'{target.schema}."{target.name}"', sa.Text()), "id")
    numbered = sa.update(table).values(id=sa.func.nextval(sa.cast(sequence, sa.dialects.postgresql.REGCLASS)))
    await tx.execute(Statement(numbered))
    names = ["id", *records.columns]
    ordered = sa.select(*(table.c[name] for name in names)).order_by(table.c.row)
    with told(context):
        count = await tx.execute(Statement(sa.insert(target).from_select(names, ordered)))
    values = {
        "app_id": context.app.id,
        "form": door.form.key,
        "actor": context.principal.person,
        "at": context.clock.now,
        "batch": number,
        "cause": {**cause_of(context.cause, ACTION), ACTION: import_id},
    }
    await tx.execute(Statement(_logging(table)), values)
    event = {"form": door.form.key, "action": ACTION, "batch": number, "count": count}
    await tx.fetchval(TELL, {**values, "event": event})
    if context.app.schema.graph.follow(door.form.key, None):
        ids = [row["id"] for row in await tx.fetch(Statement(sa.select(table.c.id)))]
        await recompute(tx, context, [Touched(door.form.key, ids, None)])
    return count


def _logging(table: sa.Table) -> sa.Insert:
    """One log row for each record, as if it had been created alone."""
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
        "action": sa.literal(ACTION, sa.Text()),
        "new": table.c.log_new,
        "version": sa.literal(1, sa.Integer()),
    }
    return sa.insert(record_change).from_select(list(selected), sa.select(*selected.values()))
