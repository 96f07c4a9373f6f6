"""Carries out the actions of flows, in the name of whoever caused them and by the rights of the application."""

from engines.expression.types import is_list
from engines.flow.approver import people_of
from engines.flow.effects import Act
from engines.rules.actions.create_record import CreateRecordAction
from engines.rules.actions.notify import PEOPLE, NotifyAction
from engines.rules.actions.set_fields import SetFieldsAction
from mortise.access.context import Context
from mortise.db.transaction import Tx
from mortise.flows.asking import role_holders
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
            await _set_fields(tx, scene.context, held, given)
        case CreateRecordAction() as action:
            await _create_record(tx, scene.context, held, action, given)
        case NotifyAction() as action:
            await _notify(tx, scene, held, action, given)
        case _:
            raise TypeError(f"nobody carries out {given.action.kind}")


async def _set_fields(tx: Tx, context: Context, held: Held, given: Act) -> None:
    door = open_form(context, held.form)
    incoming = _incoming(door, dict(given.values))
    rows = tuple(key for key in door.form.sub_tables if key in incoming.values)
    stored = await lock_record(tx, context, door, held.instance.record, incoming.keys, rows)
    await keep(tx, context, door, stored, incoming, may_leave=True)


async def _create_record(
    tx: Tx, context: Context, held: Held, action: CreateRecordAction, given: Act
) -> None:
    door = open_form(context, action.form)
    values = dict(given.values)
    if action.link is not None:
        values[action.link] = held.instance.record
    await make_record(tx, context, door, _incoming(door, values))


def _incoming(door: Door, values: dict[str, object]) -> Incoming:
    """Computed values as if they had been sent; one value serves where several are taken."""
    owner = values.pop(OWNER, None)
    for key, value in values.items():
        field = door.form.fields.get(key)
        takes_several = field is not None and is_list(field.value_type())
        if takes_several and value is not None and not isinstance(value, tuple | list):
            values[key] = (value,)
    return Incoming(values, owner if isinstance(owner, int) else None, ())


async def _notify(tx: Tx, scene: Scene, held: Held, action: NotifyAction, given: Act) -> None:
    people = set(people_of(given.values.get(PEOPLE)))
    if action.roles:
        holders = await role_holders(tx, held.app_id, action.roles)
        people.update(person for some in holders.values() for person in some)
    message = Message(action.subject, action.text)
    await tell_message(tx, scene, held, sorted(people), message)
