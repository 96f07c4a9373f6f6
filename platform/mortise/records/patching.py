"""Changing a record."""

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from engines.form.submit import Submission
from engines.form.wording import texts
from engines.issues import Issue, has_errors, pointer
from mortise.access.context import Context
from mortise.db.statements import StatementCache
from mortise.db.transaction import Tx
from mortise.errors import Invalid
from mortise.records.access import Door, open_form
from mortise.records.attaching import Filed, attach_new
from mortise.records.bulk.choosing import writable
from mortise.records.held import forbidden
from mortise.records.incoming import OWNER, Incoming, read_incoming
from mortise.records.new_record import field_columns, title_columns
from mortise.records.ownership import department_of
from mortise.records.projection import Item
from mortise.records.reading import get_record
from mortise.records.saving import Save, carry_out
from mortise.records.stale import refuse_stale
from mortise.records.stored import Stored, lock_record
from mortise.records.taking_in import take_in

STATEMENTS: Final = StatementCache()
ID: Final = sa.bindparam("id", type_=sa.BigInteger())


async def patch_record(
    tx: Tx, context: Context, form: str, number: int, version: int, raw: Mapping[str, object]
) -> Item:
    """Changes the fields that are named, if the record is still at `version`; the record as it is then."""
    door = open_form(context, form)
    incoming = read_incoming(door, raw)
    rows = tuple(key for key in door.form.sub_tables if key in incoming.values)
    stored = await lock_record(tx, context, door, number, incoming.keys, rows)
    if not stored.is_editable:
        raise await forbidden(tx, context, form, number)
    if stored.version != version:
        await refuse_stale(tx, context, door, number, version)
    if not stored.is_writable and not has_errors(incoming.issues):
        raise Invalid(await _unwritable_here(tx, context, door, number, incoming))
    return await keep(tx, context, door, stored, incoming)


async def keep(
    tx: Tx, context: Context, door: Door, stored: Stored, incoming: Incoming, *, may_leave: bool = False
) -> Item:
    """Saves over a locked record what may be written into it; the record as it is then. Raises Invalid with everything
    that is wrong with it. Where it `may_leave`, it may become one that the person may not write."""
    submission = await take_in(tx, context, door.form, stored.values, incoming.values, incoming.issues)
    number = int(str(stored.values["id"]))
    rows = tuple(key for key in door.form.sub_tables if key in incoming.values)
    columns = field_columns(door.form, submission)
    is_transfer = incoming.owner is not None and incoming.owner != stored.values[OWNER]
    if is_transfer and incoming.owner is not None:
        columns[OWNER] = incoming.owner
        columns["department"] = await department_of(tx, incoming.owner)
    if not columns and not any(key in submission.values for key in (*rows, *door.form.junctions)):
        return await get_record(tx, context, door.form.key, number)
    columns.update(_stamped(context, stored, submission))
    may_leave = may_leave or is_transfer
    save = Save("edit", incoming.keys, submission, stored.values, columns, may_leave)
    item = await carry_out(tx, context, door, save)
    await attach_new(tx, context, door.form, [Filed(number, stored.values, submission.values)])
    return item


async def _unwritable_here(
    tx: Tx, context: Context, door: Door, number: int, incoming: Incoming
) -> list[Issue]:
    """Those of the fields that may be written on other records, but not on this one."""
    keys = incoming.keys

    def build() -> sa.Select[Any]:
        table = door.form.table
        return sa.select(*(writable(door, key, table) for key in keys)).where(table.c.id == ID)

    statement = STATEMENTS.get((context.rights, door.form.key, keys), build)
    row = await tx.fetchrow(statement, {**context.binds, "id": number})
    refused = [key for key, allowed in zip(keys, () if row is None else row, strict=False) if not allowed]
    return [
        Issue("not_transferable", pointer(key))
        if key == OWNER
        else Issue("not_writable_here", pointer(key), {"field": texts(door.form.fields[key].label)})
        for key in refused
    ]


def changed_columns(
    context: Context, door: Door, stored: Stored, submission: Submission
) -> dict[str, object]:
    """The physical columns that a change of the fields writes; none where nothing differs."""
    columns = field_columns(door.form, submission)
    return {**columns, **_stamped(context, stored, submission)} if columns else {}


def _stamped(context: Context, stored: Stored, submission: Submission) -> dict[str, object]:
    """What every change writes: who made it and when, and the title where that is another now."""
    title = title_columns(submission.title) if submission.title != stored.values["title"] else {}
    return {**title, **stamped(context)}


def stamped(context: Context) -> dict[str, object]:
    """Who changes a record, and when."""
    return {"updated_at": context.clock.now, "updated_by": context.principal.person}
