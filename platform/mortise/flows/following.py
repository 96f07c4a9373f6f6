"""Flows begin and go on: each step is kept, and what follows from it is done in the same transaction."""

from collections.abc import Mapping, Sequence
from typing import Final

from engines.flow.command import Command
from engines.flow.commands.acted import REFUSED, Acted
from engines.flow.commands.cancel import Cancel
from engines.flow.commands.child_ended import ChildEnded
from engines.flow.effects import Act, SubProcessesCancelled, SubProcessStarted
from engines.flow.instance import Instance
from engines.flow.step import Stepped, begin, step
from mortise.db.failpoints import failpoint
from mortise.db.transaction import Tx
from mortise.definitions.published import PublishedApp
from mortise.errors import UserError
from mortise.flows.acting import act
from mortise.flows.families import children, lock_subject
from mortise.flows.holding import hold
from mortise.flows.refusals import AlreadyRunning
from mortise.flows.running import FLOW, Runtime, acting, clock_for, flow_of, published
from mortise.flows.scene import Scene, scene_of, taken
from mortise.flows.storing import Held, Taken, add, lock, write
from mortise.flows.telling import tell_about
from mortise.flows.timers import set_timers

Chosen = Mapping[str, tuple[int, ...]]
NOBODY: Final[Chosen] = {}


async def carry_out(tx: Tx, runtime: Runtime, number: int, command: Command) -> Held:
    """Carries a command out on the instance of that number; the instance as it is then. A command that came before
    changes nothing. Raises NotFound, and Refused with who was first and when."""
    held = await lock(tx, number, command.id)
    return held if command.id in held.instance.commands else await proceed(tx, runtime, held, command)


async def proceed(
    tx: Tx,
    runtime: Runtime,
    held: Held,
    command: Command,
    version: int | None = None,
    *,
    is_beginning: bool = False,
) -> Held:
    """Carries a command out on an instance that is locked; `version` is that to which it moves the instance, if it
    does."""
    scene = await scene_of(tx, runtime, held, command.actor, version)
    stepped = await taken(
        tx,
        scene,
        (held.form, held.instance.record),
        held.instance.initiator,
        lambda facts: step(scene.flow, held.instance, command, facts),
    )
    return await settle(tx, scene, held, stepped, command.id, is_beginning=is_beginning)


async def begin_flow(
    tx: Tx,
    runtime: Runtime,
    app: PublishedApp,
    key: str,
    record: int,
    initiator: int,
    command: str,
    chosen: Chosen = NOBODY,
    parent: tuple[int, int] | None = None,
    *,
    is_by_hand: bool = False,
) -> Held:
    """Begins a flow over a record, which is locked meanwhile; `parent` is the instance and its visit that begin it.
    Where somebody begins it by hand and what is done at once by itself is refused, so is the beginning.
    Raises NotFound, AlreadyRunning and Refused."""
    flow = await flow_of(tx, runtime, app, key, app.version)
    form = flow.definition.form
    await lock_subject(tx, app, form, record)
    principal = await runtime.principals.of_person(tx, initiator)
    context = acting(app, principal, clock_for(principal), {FLOW: key})
    scene = Scene(runtime, app, flow, context)
    stepped = await taken(
        tx,
        scene,
        (form, record),
        initiator,
        lambda facts: begin(flow, command, initiator, record, facts, chosen),
    )
    visit = None if parent is None else parent[1]
    fresh = Held(0, app.id, form, stepped.instance, None if parent is None else parent[0], visit)
    (held,) = await add(tx, [fresh])
    if held is None:
        raise AlreadyRunning
    return await settle(tx, scene, held, stepped, command, is_beginning=is_by_hand)


async def settle(
    tx: Tx, scene: Scene, held: Held, stepped: Stepped, command: str, *, is_beginning: bool = False
) -> Held:
    """Keeps what a step changed and does what follows; `is_beginning` where a refused action refuses all of it."""
    (held,) = await keep(tx, [(scene, Taken(held, stepped, command))])
    for effect in stepped.effects:
        match effect:
            case SubProcessStarted():
                held = await _begin_children(tx, scene, held, effect)
            case SubProcessesCancelled():
                await _cancel_children(tx, scene, held, effect)
    actions = [each for each in stepped.effects if isinstance(each, Act)]
    held = await _act(tx, scene, held, actions, is_beginning=is_beginning)
    if stepped.instance.state != "running":
        await _tell_parent(tx, scene.runtime, held, stepped.instance)
    return held


async def keep(tx: Tx, steps: Sequence[tuple[Scene, Taken]]) -> list[Held]:
    """Keeps what steps of instances of one flow changed, and tells everybody concerned; as many statements for many as
    for one."""
    several = [taken for _, taken in steps]
    kept = await write(tx, several)
    failpoint("flow.decided")
    await hold(tx, steps[0][0].flow, kept)
    await set_timers(tx, several)
    await tell_about(tx, steps)
    return kept


async def _act(tx: Tx, scene: Scene, held: Held, actions: list[Act], *, is_beginning: bool) -> Held:
    """Carries actions out; each visit that waits for its own then goes on."""
    by_visit: dict[int | None, list[Act]] = {}
    for each in actions:
        by_visit.setdefault(each.visit, []).append(each)
    for visit, some in by_visit.items():
        failure = await _all_or_none(tx, scene, held, some, is_beginning=is_beginning)
        if visit is not None:
            name = f"acted:{visit}:{some[0].attempt}"
            done = Acted(id=name, actor=None, visit=visit, failure=failure)
            held = await proceed(tx, scene.runtime, held, done, is_beginning=is_beginning)
    return held


async def _all_or_none(
    tx: Tx, scene: Scene, held: Held, actions: list[Act], *, is_beginning: bool
) -> str | None:
    """Carries the actions of a visit out; the code that says so where that cannot be, and then nothing of them is
    kept."""
    await tx.run("SAVEPOINT actions")
    try:
        for each in actions:
            await act(tx, scene, held, each)
    except UserError:
        if is_beginning:
            raise
        await tx.run("ROLLBACK TO SAVEPOINT actions")
        return REFUSED
    await tx.run("RELEASE SAVEPOINT actions")
    return None


async def _begin_children(tx: Tx, scene: Scene, held: Held, effect: SubProcessStarted) -> Held:
    """Begins the flows that a visit asks for; a record that is under way in that flow, or gone, counts as not
    approved."""
    app = await published(tx, scene.runtime, held.app_id)
    for record in effect.records:
        name = f"child:{held.id}:{effect.visit}:{record}"
        parent = (held.id, effect.visit) if effect.is_awaited else None
        await tx.run("SAVEPOINT child")
        try:
            await begin_flow(
                tx, scene.runtime, app, effect.flow, record, effect.initiator, name, parent=parent
            )
        except UserError:
            await tx.run("ROLLBACK TO SAVEPOINT child")
            if effect.is_awaited:
                ended = ChildEnded(id=name, actor=None, visit=effect.visit, record=record, is_approved=False)
                held = await proceed(tx, scene.runtime, held, ended)
            continue
        await tx.run("RELEASE SAVEPOINT child")
    return await lock(tx, held.id, "")


async def _cancel_children(tx: Tx, scene: Scene, held: Held, effect: SubProcessesCancelled) -> None:
    for number in await children(tx, held.id, effect.visit, effect.records):
        await carry_out(tx, scene.runtime, number, Cancel(id=f"cancelled:{held.id}", actor=None))


async def _tell_parent(tx: Tx, runtime: Runtime, held: Held, ended: Instance) -> None:
    """The flow that waits for this one goes on."""
    if held.parent is None or held.parent_visit is None:
        return
    command = ChildEnded(
        id=f"child:{held.id}",
        actor=None,
        visit=held.parent_visit,
        record=ended.record,
        is_approved=ended.state == "approved",
    )
    parent = await lock(tx, held.parent, command.id)
    visit = parent.instance.visits.get(held.parent_visit)
    awaits = visit is not None and ended.record in visit.awaiting
    if parent.instance.state == "running" and awaits:
        await proceed(tx, runtime, parent, command)
