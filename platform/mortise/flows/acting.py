"""Carries out the actions of flows, in the name of whoever caused them and by the rights of the application."""

from collections.abc import Mapping

import sqlalchemy as sa

from engines.expression.types import is_list
from engines.flow.approver import people_of
from engines.flow.effects import Act
from engines.rules.actions.create_record import CreateRecordAction
from engines.rules.actions.notify import PEOPLE, NotifyAction
from engines.rules.actions.set_fields import SetFieldsAction
from engines.rules.actions.update_records import UpdateRecordsAction
from mortise.access.context import Context
from mortise.db.statements import Statement
from mortise.db.transaction import Tx
from mortise.flows.asking import role_holders
from mortise.flows.linked import linked_form, update_records
from mortise.flows.scene import Scene
from mortise.flows.storing import Held
from mortise.flows.telling import Message, tell_message
from mortise.records.access import Door, open_form
from mortise.records.creation import make_record
from mortise.records.incoming import OWNER, Incoming
from mortise.records.patching import keep
from mortise.records.stored import lock_record


async def act(tx: Tx, scene: Scene, held: Held, given: Act) -> None:
    """Carries one action out; raises what saving a record raises."""
    match given.action:
        case SetFieldsAction():
            await _set_fields(tx, scene.context, held, given.values)
        case CreateRecordAction() as action:
            await _create_record(tx, scene.context, held, action, given)
        case UpdateRecordsAction() as action:
            target = open_form(scene.context, linked_form(scene.app, held.form, action.source).key)
            incoming = _incoming(target, dict(given.values))
            await update_records(tx, scene.context, held, action, incoming)
        case NotifyAction() as action:
            await _notify(tx, scene, held, action, given)
        case _:
            raise TypeError(f"nobody carries out {given.action.kind}")


async def _set_fields(tx: Tx, context: Context, held: Held, values: Mapping[str, object]) -> None:
    door = open_form(context, held.form)
    incoming = _incoming(door, dict(values))
    rows = tuple(key for key in door.form.sub_tables if key in incoming.values)
    stored = await lock_record(tx, context, door, held.instance.record, incoming.keys, rows)
    await keep(tx, context, door, stored, incoming, may_leave=True)


async def _create_record(
    tx: Tx, context: Context, held: Held, action: CreateRecordAction, given: Act
) -> None:
    door = open_form(context, action.form)
    values = dict(given.values)
    found = await _same(tx, door, {key: values.get(key) for key in action.same})
    if found is None:
        if action.link is not None:
            values[action.link] = held.instance.record
        found = (await make_record(tx, context, door, _incoming(door, values)))["id"]
    if action.kept_in is not None:
        await _set_fields(tx, context, held, {action.kept_in: found})


async def _same(tx: Tx, door: Door, values: Mapping[str, object]) -> int | None:
    """The earliest record that bears all of some values as expressions see them; none where one of them is blank."""
    if not values or any(value is None for value in values.values()):
        return None
    table = door.form.table
    fields = door.form.fields
    columns = {key: fields[key].expression_column(table) if key in fields else table.c[key] for key in values}
    alike = [column == sa.bindparam(f"same_{key}", type_=column.type) for key, column in columns.items()]
    statement = Statement(
        sa.select(table.c.id).where(table.c.deleted_at.is_(None), *alike).order_by(table.c.id).limit(1)
    )
    row = await tx.fetchrow(statement, {f"same_{key}": value for key, value in values.items()})
    return None if row is None else row["id"]


def _incoming(door: Door, values: dict[str, object]) -> Incoming:
    """Computed values as if they had been sent; one value serves where several are taken."""
    owner = values.pop(OWNER, None)
    for key, value in values.items():
        field = door.form.fields.get(key)
        takes_several = field is not None and is_list(field.value_type())
        if takes_several and value is not None and not isinstance(value, tuple | list):
            value = values[key] = (value,)
        if field is not None and field.row_fields() is None and value is not None:
            values[key] = field.meaning.from_expression(value)
    return Incoming(values, owner if isinstance(owner, int) else None, ())


async def _notify(tx: Tx, scene: Scene, held: Held, action: NotifyAction, given: Act) -> None:
    people = set(people_of(given.values.get(PEOPLE)))
    if action.roles:
        holders = await role_holders(tx, held.app_id, action.roles)
        people.update(person for some in holders.values() for person in some)
    message = Message(action.subject, action.text)
    await tell_message(tx, scene, held, sorted(people), message)
