"""What people do with their tasks: the record is written as far as the task allows, then the decision counts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from engines.flow.command import Command
from engines.flow.commands.approve import Approve
from engines.flow.commands.migrate import Migrate
from engines.flow.instance import Instance, Slot
from engines.flow.task_node import TaskNode
from engines.form.wording import texts
from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.access.rights import rights_of
from mortise.db.statements import prepare
from mortise.db.tables.applications import app
from mortise.db.tables.flows import flow_instance, flow_slot
from mortise.db.transaction import Reader, Tx
from mortise.definitions.roles import Action
from mortise.errors import Invalid, NotFound, beyond_token
from mortise.flows.asking import group_members, position_holders, role_holders
from mortise.flows.enclosing import enclose
from mortise.flows.following import proceed
from mortise.flows.refusals import Refused
from mortise.flows.running import Runtime, clock_for, flow_of, published
from mortise.flows.storing import Held, lock
from mortise.identity.principal import Principal
from mortise.records.access import open_form
from mortise.records.patching import patch_record
from mortise.records.stored import read_record

VALUES: Final = "values"
TASK: Final = sa.bindparam("task", type_=sa.BigInteger)
FIND: Final = prepare(
    sa.select(flow_slot.c.instance, flow_slot.c.number, app.c.key)
    .select_from(
        flow_slot.join(flow_instance, flow_instance.c.id == flow_slot.c.instance).join(
            app, app.c.id == flow_instance.c.app_id
        )
    )
    .where(flow_slot.c.id == TASK)
)
APP_OF: Final = prepare(
    sa.select(app.c.key)
    .join(flow_instance, flow_instance.c.app_id == app.c.id)
    .where(flow_instance.c.id == sa.bindparam("instance", type_=sa.BigInteger))
)


@dataclass(frozen=True, slots=True)
class Edit:
    """What is written into the record together with a decision: the version that was read, and fields by key."""

    version: int
    values: Mapping[str, object]


Make = Callable[[int], Command]
"""A command from the number of the task within its instance."""


async def decide(
    tx: Tx, runtime: Runtime, principal: Principal, task: int, make: Make, edit: Edit | None = None
) -> Held:
    """Does something with a task. Raises NotFound for whoever has nothing to do with it, Invalid where fields that the
    node requires are blank, and Refused with who was first."""
    row = await tx.fetchrow(FIND, {"task": task})
    if row is None:
        raise NotFound
    demand(principal, row["key"], "edit")
    command = make(row["number"])
    held = await lock(tx, row["instance"], command.id)
    if not takes_part(held.instance, principal.person):
        raise NotFound
    if command.id in held.instance.commands:
        return held
    context = await context_in(tx, runtime, principal, held)
    await _demand_standing(tx, context, held.instance.slots[row["number"]])
    if edit is not None and edit.values and _has(held.instance, row["number"], principal.person):
        await patch_record(tx, context, held.form, held.instance.record, edit.version, edit.values)
    if isinstance(command, Approve) and _has(held.instance, row["number"], principal.person):
        await _demand_filled(tx, runtime, context, held, row["number"])
    return await proceed(tx, runtime, held, await enclose(tx, held, command, principal.person))


async def direct(
    tx: Tx, runtime: Runtime, principal: Principal, number: int, command: Command, seen: int | None = None
) -> Held:
    """Does something with a flow as a whole; `seen` is how far it had gone when the person looked at it. Raises
    NotFound for whoever has nothing to do with it, and Refused where it has gone on since."""
    key = await tx.fetchval(APP_OF, {"instance": number})
    if not isinstance(key, str):
        raise NotFound
    demand(principal, key, "edit")
    held = await lock(tx, number, command.id)
    if not takes_part(held.instance, principal.person):
        context = await context_in(tx, runtime, principal, held)
        if not context.rights.administers:
            raise NotFound
    if command.id in held.instance.commands:
        return held
    if seen is not None and seen != held.instance.last and held.instance.state == "running":
        raise Refused([Issue("flow_moved_on")])
    return await proceed(tx, runtime, held, await enclose(tx, held, command, principal.person))


async def move_to_present(
    tx: Tx,
    runtime: Runtime,
    principal: Principal,
    number: int,
    name: str,
    nodes: Mapping[str, str],
    comment: str,
) -> Held:
    """Moves an instance to the version of its flow that is published now; `nodes` says where branches go whose node is
    gone. Raises NotFound for whoever does not look after it, and Refused where it cannot be moved."""
    key = await tx.fetchval(APP_OF, {"instance": number})
    if not isinstance(key, str):
        raise NotFound
    demand(principal, key, "edit")
    held = await lock(tx, number, name)
    context = await context_in(tx, runtime, principal, held)
    if not context.rights.administers:
        raise NotFound
    if name in held.instance.commands:
        return held
    instance, present = held.instance, context.app.version
    before = await flow_of(tx, runtime, context.app, instance.flow, instance.version)
    command = Migrate(id=name, actor=principal.person, before=before, nodes=dict(nodes), comment=comment)
    return await proceed(tx, runtime, held, command, present)


async def slot_of(reader: Reader, number: int, task: int) -> int:
    """The number of a task within its instance; NotFound where it belongs to another."""
    row = await reader.fetchrow(FIND, {"task": task})
    if row is None or row["instance"] != number:
        raise NotFound
    return int(row["number"])


def demand(principal: Principal, app_key: str, action: Action) -> None:
    """Raises where a token is asking that does not reach as far."""
    if not principal.token_allows(f"{app_key}:{action}"):
        raise beyond_token(action)


def takes_part(instance: Instance, person: int) -> bool:
    """Whether a person began the flow, or has or had something to do in it."""
    return person == instance.initiator or any(
        person in {slot.person, slot.owner, slot.agent} for slot in instance.slots.values()
    )


async def _demand_standing(tx: Tx, context: Context, slot: Slot) -> None:
    """Refuses whoever was asked for being in a role, a group or a position, and is in it no more."""
    me, reason = context.principal.person, slot.reason
    if slot.state != "open" or slot.owner != me:
        return
    still: Sequence[int] = (me,)
    match reason.code, next(iter(reason.params.values()), None):
        case "flow_reason_role", str(role):
            still = (await role_holders(tx, context.app.id, [role])).get(role, ())
        case "flow_reason_group", int(group):
            still = await group_members(tx, group)
        case "flow_reason_position", int(position):
            still = await position_holders(tx, position, None)
    if me not in still:
        raise Refused([Issue("flow_no_longer_asked")])


def _has(instance: Instance, number: int, person: int) -> bool:
    """Whether the task is open and the person's."""
    slot = instance.slots.get(number)
    return slot is not None and slot.state == "open" and person in {slot.person, slot.agent}


async def context_in(reader: Reader, runtime: Runtime, principal: Principal, held: Held) -> Context:
    """What the person may do in the application of a flow, by their own rights."""
    found = await published(reader, runtime, held.app_id)
    return Context(principal, found, rights_of(found, principal), clock_for(principal), principal.locale)


async def _demand_filled(tx: Tx, runtime: Runtime, context: Context, held: Held, number: int) -> None:
    """Raises Invalid where what the node requires is blank."""
    flow = await flow_of(tx, runtime, context.app, held.instance.flow, held.instance.version)
    node = flow.nodes[held.instance.visits[held.instance.slots[number].visit].node]
    if not isinstance(node, TaskNode) or not node.required():
        return
    if held.form not in context.rights.forms:
        raise NotFound
    door = open_form(context, held.form)
    fields = door.form.fields
    wanted = [key for key in node.required() if key in fields]
    rows = tuple(key for key in wanted if key in door.form.sub_tables)
    stored = await read_record(tx, context, door, held.instance.record, rows)
    blank = [key for key in wanted if stored.values.get(key) in (None, (), [])]
    if blank:
        raise Invalid(
            Issue("required", pointer(VALUES, key), {"field": texts(fields[key].label)}) for key in blank
        )
