"""Creating a record."""

from collections.abc import Mapping

from mortise.access.context import Context
from mortise.db.transaction import Tx
from mortise.records.access import Door, open_form
from mortise.records.attaching import Filed, attach_new
from mortise.records.incoming import Incoming, read_incoming
from mortise.records.new_record import new_columns
from mortise.records.numbers import is_numbered, next_numbers
from mortise.records.ownership import department_of
from mortise.records.projection import Item
from mortise.records.saving import Save, carry_out
from mortise.records.taking_in import take_in


async def create_record(tx: Tx, context: Context, form: str, raw: Mapping[str, object]) -> Item:
    """The new record, as far as the person may read it; raises Invalid with everything that is wrong."""
    door = open_form(context, form)
    door.demand("create")
    return await make_record(tx, context, door, read_incoming(door, raw))


async def make_record(tx: Tx, context: Context, door: Door, incoming: Incoming) -> Item:
    """The same of values that were read already."""
    given = dict(incoming.values)
    if is_numbered(door.form) and not incoming.issues:
        numbers = await next_numbers(tx, context, door.form)
        given.update((key, texts[0]) for key, texts in numbers.items())
    submission = await take_in(tx, context, door.form, None, given, incoming.issues)
    columns = new_columns(context, door.form, submission)
    if incoming.owner is not None and incoming.owner != context.principal.person:
        columns.update(owner=incoming.owner, department=await department_of(tx, incoming.owner))
    save = Save("create", incoming.keys, submission, None, columns)
    item = await carry_out(tx, context, door, save)
    await attach_new(tx, context, door.form, [Filed(item["id"], None, submission.values)])
    return item
