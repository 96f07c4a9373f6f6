"""Into the recycle bin and back, with everything that goes along by the links' policies."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any, Final

import sqlalchemy as sa

from engines.form.schema import Form
from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.db.statements import StatementCache, prepare
from mortise.db.tables.records import batch, record_change
from mortise.db.transaction import Tx
from mortise.errors import Forbidden, Invalid, NotFound
from mortise.records.access import Door, open_form
from mortise.records.changes import logged
from mortise.records.dependents import Touched, recompute
from mortise.records.referrers import IDS, Referrer, referrers
from mortise.records.refusals import told
from mortise.records.stale import refuse_stale

STATEMENTS: Final = StatementCache()
NEXT_BATCH: Final = prepare(sa.select(batch.next_value()))
ID: Final = sa.bindparam("id", type_=sa.BigInteger())
MOMENT: Final = sa.bindparam("moment", type_=sa.DateTime(timezone=True))

Doomed = dict[str, set[int]]
"""Ids by form."""


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
        raise Forbidden
    if version is not None and row["version"] != version:
        await refuse_stale(tx, context, door, number, version)
    doomed = await _closure(tx, context, form, number)
    await _refuse_blocked(tx, context, doomed)
    at = context.clock.now
    batch_id = await _move(tx, context, doomed, "delete", to=at)
    return {"id": number, "batch": batch_id, "deleted": {key: len(ids) for key, ids in doomed.items()}}


async def restore_record(tx: Tx, context: Context, form: str, number: int) -> None:
    """Takes the record out of the recycle bin, with what went in along with it."""
    door = open_form(context, form)
    row = await tx.fetchrow(_locking(context, door, deleted=True), {**context.binds, "id": number})
    if row is None:
        raise NotFound
    if not row["granted"]:
        raise Forbidden
    returning: Doomed = {form: {number}}
    together = {"app": context.app.id, "batch": row["batch"]}
    await _follow(tx, context, returning, "cascade", together, gone=True)
    await _move(tx, context, returning, "restore", to=None)


def _locking(context: Context, door: Door, *, deleted: bool) -> Any:
    def build() -> sa.Select[Any]:
        table = door.form.table
        return (
            sa.select(
                table.c.id,
                table.c.version,
                table.c.deleted_at,
                door.rows("delete", table).label("granted"),
                _last_batch(context, door).label("batch"),
            )
            .where(
                table.c.id == ID,
                table.c.deleted_at.is_not(None) if deleted else table.c.deleted_at.is_(None),
                door.rows("view", table),
            )
            .with_for_update(of=table)
        )

    return STATEMENTS.get(("lock", context.rights, door.form.key, deleted), build)


def _last_batch(context: Context, door: Door) -> sa.ScalarSelect[Any]:
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


async def _closure(tx: Tx, context: Context, form: str, number: int) -> Doomed:
    doomed: Doomed = {form: {number}}
    await _follow(tx, context, doomed, "cascade", {}, gone=False)
    return doomed


async def _follow(
    tx: Tx, context: Context, found: Doomed, policy: str, values: Mapping[str, object], *, gone: bool
) -> None:
    """Adds what links with that policy to anything found, until nothing new comes."""
    schema = context.app.schema
    fresh: Doomed = {form: set(ids) for form, ids in found.items()}
    while fresh:
        following: Doomed = {}
        for form, ids in sorted(fresh.items()):
            for referrer in referrers(schema, form):
                if referrer.on_delete == policy:
                    more = await tx.fetch(
                        _referring(context, referrer, gone=gone), {**values, "ids": sorted(ids)}
                    )
                    new = {row["id"] for row in more} - found.get(referrer.form.key, set())
                    if new:
                        found.setdefault(referrer.form.key, set()).update(new)
                        following.setdefault(referrer.form.key, set()).update(new)
        fresh = following


def _referring(context: Context, referrer: Referrer, *, gone: bool) -> Any:
    def build() -> sa.Select[Any]:
        select = referrer.gone_with() if gone else referrer.referring()
        return select.order_by(referrer.form.table.c.id).with_for_update(of=referrer.form.table)

    return STATEMENTS.get(("referring", context.app, referrer.key, gone), build)


async def _refuse_blocked(tx: Tx, context: Context, doomed: Doomed) -> None:
    issues: list[Issue] = []
    for form, ids in sorted(doomed.items()):
        for referrer in referrers(context.app.schema, form):
            if referrer.on_delete != "block":
                continue
            statement = STATEMENTS.get(("blocking", context.app, referrer.key), referrer.blocking)
            values = {"ids": sorted(ids), "doomed": sorted(doomed.get(referrer.form.key, ()))}
            count = await tx.fetchval(statement, values)
            if count:
                labels = referrer.form.definition.label
                issues.append(
                    Issue(
                        "delete_blocked",
                        pointer(referrer.field.key),
                        {
                            "count": int(str(count)),
                            "form": {"zh-CN": labels.text("zh-CN"), "en": labels.text("en")},
                        },
                    )
                )
    if issues:
        raise Invalid(issues)


async def _move(tx: Tx, context: Context, moved: Doomed, action: str, *, to: datetime | None) -> int:
    """Sets or clears the mark of deletion, logs it, and brings computed values up to date."""
    number = int(str(await tx.fetchval(NEXT_BATCH)))
    at = context.clock.now
    for form, ids in sorted(moved.items()):
        statement = STATEMENTS.get(
            ("move", context.app, form), partial(_moving, context.app.schema.forms[form])
        )
        values = {
            "ids": sorted(ids),
            "moment": to,
            "app_id": context.app.id,
            "form": form,
            "action": action,
            "actor": context.principal.person,
            "at": at,
            "batch": number,
            "cause": context.cause,
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
            sa.func.jsonb_build_object("deleted_at", before.c.deleted_at).label("log_old"),
            sa.func.jsonb_build_object("deleted_at", table.c.deleted_at).label("log_new"),
        )
        .cte("written")
    )
    log, told = logged(moved)
    return sa.select(moved.c.id).add_cte(log, told)
