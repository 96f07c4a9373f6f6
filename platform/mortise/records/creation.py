"""Creating a record."""

from collections.abc import Mapping

from mortise.access.context import Context
from mortise.db.transaction import Tx
from mortise.records.access import open_form
from mortise.records.incoming import read_incoming
from mortise.records.numbers import is_numbered, next_numbers
from mortise.records.ownership import department_of
from mortise.records.projection import Item
from mortise.records.saving import Save, carry_out, field_columns, title_columns
from mortise.records.taking_in import take_in


async def create_record(tx: Tx, context: Context, form: str, raw: Mapping[str, object]) -> Item:
    """The new record, as far as the person may read it; raises Invalid with everything that is wrong."""
    door = open_form(context, form)
    door.demand("create")
    incoming = read_incoming(door, raw)
    given = dict(incoming.values)
    if is_numbered(door.form) and not incoming.issues:
        numbers = await next_numbers(tx, context, door.form)
        given.update((key, texts[0]) for key, texts in numbers.items())
    me = context.principal.person
    owner = me if incoming.owner is None else incoming.owner
    submission = await take_in(tx, context, door.form, None, given, incoming.issues)
    department = context.principal.department if owner == me else await department_of(tx, owner)
    now = context.clock.now
    columns = {
        **{name: None for field in door.form.fields.values() for name in field.to_columns(None)},
        **field_columns(door, submission),
        **title_columns(submission.title),
        "owner": owner,
        "department": department,
        "created_at": now,
        "created_by": me,
        "updated_at": now,
        "updated_by": me,
        "definition_version": context.app.version,
    }
    save = Save("create", incoming.keys, submission, None, columns)
    return await carry_out(tx, context, door, save)
