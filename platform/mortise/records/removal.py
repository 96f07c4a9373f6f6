"""Into the recycle bin and back, with everything that goes along by the links' policies."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import sqlalchemy as sa

from engines.form.schema import Form
from mortise.access.context import Context
from mortise.db.statements import StatementCache
from mortise.db.tables.records import record_change
from mortise.db.transaction import Tx
from mortise.errors import Forbidden, Invalid, NotFound
from mortise.records.access import Door, open_form
from mortise.records.changes import logged, next_batch
from mortise.records.closure import Doomed, close, close_again, note_blocked, told_along
from mortise.records.dependents import Touched, recompute
from mortise.records.held import forbidden
from mortise.records.referrers import IDS
from mortise.records.refusals import told
from mortise.records.stale import refuse_stale

STATEMENTS: Final = StatementCache()
ID: Final = sa.bindparam("id", type_=sa.BigInteger())
MOMENT: Final = sa.bindparam("moment", type_=sa.DateTime(timezone=True))


async def delete_record(
    tx: Tx, context: Context, form: str, number: int, version: int | None = None
) -> dict[str, object]:
    """Puts the record into the recycle bin, and what its links' policies take along; raises Invalid where links
    forbid it."""
    door = open_form(context, form)
    row = await tx.fetchrow(_locking(context, door, deleted=False), {**context.binds, "id": number})
    if row is None:
        raise NotFound
    if not row["granted"]:
        raise await forbidden(tx, context, form, number, "delete")
    if version is not None and row["version"] != version:
        await refuse_stale(tx, context, door, number, version)
    root = form, number
    closure = await close(tx, context, [root])
    blocked = await note_blocked(tx, context, closure, [root])
    if blocked:
        raise Invalid(blocked[root])
    doomed = closure.of([root])
    batch_id = await move(tx, context, doomed, "delete", cause=context.cause)
    return {"id": number, "batch": batch_id, "deleted": told_along(context, doomed)}


async def restore_record(tx: Tx, context: Context, form: str, number: int) -> None:
    """Takes the record out of the recycle bin, with what went in along with it."""
    door = open_form(context, form)
    row = await tx.fetchrow(_locking(context, door, deleted=True), {**context.binds, "id": number})
    if row is None:
        raise NotFound
    if not row["granted"]:
        raise Forbidden
    root = form, number
    closure = await close_again(tx, context, {root: row["batch"]})
    await move(tx, context, closure.of([root]), "restore", cause=context.cause)


def _locking(context: Context, door: Door, *, deleted: bool) -> Any:
    def build() -> sa.Select[Any]:
        table = door.form.table
        return (
            sa.select(
                table.c.id,
                table.c.version,
                table.c.deleted_at,
                door.rows("delete", table).label("granted"),
                last_batch(context, door).label("batch"),
            )
            .where(
                table.c.id == ID,
                table.c.deleted_at.is_not(None) if deleted else table.c.deleted_at.is_(None),
                door.rows("view", table),
            )
            .with_for_update(of=table)
        )

    return STATEMENTS.get(("lock", context.rights, door.form.key, deleted), build)


def last_batch(context: Context, door: Door) -> sa.ScalarSelect[Any]:
    """The batch in which the record went into the bin the last time."""
    change = record_change
    return (
        sa.select(change.c.batch_id)
        .where(
            change.c.app_id == sa.literal(context.app.id, sa.BigInteger()),
            change.c.form == sa.literal(door.form.key, sa.Text()),
            change.c.record_id == door.form.table.c.id,
            change.c.action == sa.literal("delete", sa.Text()),
        )
        .order_by(change.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )


async def move(
    tx: Tx, context: Context, moved: Doomed, action: str, *, cause: Mapping[str, object] | None
) -> int:
    """Marks records as deleted, or takes the mark away, logs it, and brings computed values up to date; the number of
    the batch."""
    number = await next_batch(tx)
    at = context.clock.now
    for form, ids in sorted(moved.items()):
        statement = STATEMENTS.get(
            ("move", context.app, form), partial(_moving, context.app.schema.forms[form])
        )
        values = {
            "ids": sorted(ids),
            "moment": at if action == "delete" else None,
            "app_id": context.app.id,
            "form": form,
            "action": action,
            "actor": context.principal.person,
            "at": at,
            "batch": number,
            "cause": cause,
        }
        with told(context):
            await tx.fetch(statement, values)
    await recompute(
        tx, context, [Touched(form, tuple(sorted(ids)), None) for form, ids in sorted(moved.items())]
    )
    return number


def _moving(form: Form) -> sa.Select[Any]:
    table = form.table
    before = sa.select(table.c.id, table.c.deleted_at).where(table.c.id == sa.any_(IDS)).cte("before")
    moved = (
        sa.update(table)
        .values(deleted_at=MOMENT, version=table.c.version + 1)
        .where(table.c.id == before.c.id)
        .returning(
            table.c.id,
            table.c.version,
            table.c.owner,
            table.c.created_by,
            sa.func.jsonb_build_object("deleted_at", before.c.deleted_at).label("log_old"),
            sa.func.jsonb_build_object("deleted_at", table.c.deleted_at).label("log_new"),
        )
        .cte("written")
    )
    return sa.select(moved.c.id).add_cte(*logged(moved))
