"""Changing a record."""

from collections.abc import Mapping

from engines.form.submit import Submission
from engines.form.wording import texts
from engines.issues import Issue, has_errors, pointer
from mortise.access.context import Context
from mortise.db.transaction import Tx
from mortise.errors import Forbidden, Invalid
from mortise.records.access import Door, open_form
from mortise.records.attaching import Filed, attach_new
from mortise.records.incoming import OWNER, read_incoming
from mortise.records.new_record import field_columns, title_columns
from mortise.records.ownership import department_of
from mortise.records.projection import Item
from mortise.records.reading import get_record
from mortise.records.saving import Save, carry_out
from mortise.records.stale import refuse_stale
from mortise.records.stored import Stored, lock_record
from mortise.records.taking_in import take_in


async def patch_record(
    tx: Tx, context: Context, form: str, number: int, version: int, raw: Mapping[str, object]
) -> Item:
    """Changes the fields that are named, if the record is still at `version`; the record as it is then."""
    door = open_form(context, form)
    incoming = read_incoming(door, raw)
    rows = tuple(key for key in door.form.sub_tables if key in incoming.values)
    stored = await lock_record(tx, context, door, number, incoming.keys, rows)
    if not stored.is_editable:
        raise Forbidden
    if stored.version != version:
        await refuse_stale(tx, context, door, number, version)
    if not stored.is_writable and not has_errors(incoming.issues):
        fields = door.form.fields
        raise Invalid(
            Issue("not_writable_here", pointer(key), {"field": texts(fields[key].label)})
            for key in incoming.values
            if door.rights.field(key).is_conditional or len(incoming.values) == 1
        )
    submission = await take_in(tx, context, door.form, stored.values, incoming.values, incoming.issues)
    columns = field_columns(door.form, submission)
    is_transfer = incoming.owner is not None and incoming.owner != stored.values[OWNER]
    if is_transfer and incoming.owner is not None:
        columns[OWNER] = incoming.owner
        columns["department"] = await department_of(tx, incoming.owner)
    if not columns and not any(key in submission.values for key in (*rows, *door.form.junctions)):
        return await get_record(tx, context, form, number)
    columns.update(_stamped(context, stored, submission))
    save = Save("edit", incoming.keys, submission, stored.values, columns, is_transfer)
    item = await carry_out(tx, context, door, save)
    await attach_new(tx, context, door.form, [Filed(number, stored.values, submission.values)])
    return item


def changed_columns(
    context: Context, door: Door, stored: Stored, submission: Submission
) -> dict[str, object]:
    """The physical columns that a change of the fields writes; none where nothing differs."""
    columns = field_columns(door.form, submission)
    return {**columns, **_stamped(context, stored, submission)} if columns else {}


def _stamped(context: Context, stored: Stored, submission: Submission) -> dict[str, object]:
    """What every change writes: who made it and when, and the title where that is another now."""
    title = title_columns(submission.title) if submission.title != stored.values["title"] else {}
    return {**title, "updated_at": context.clock.now, "updated_by": context.principal.person}
