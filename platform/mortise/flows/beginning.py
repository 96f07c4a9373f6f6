"""Beginning a flow by hand: who may, over which record, and whether the record meets what the flow asks."""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Any, Final

from engines.expression.clock import Clock
from engines.expression.scope import OLD, Path
from engines.flow.facts import Question, Value
from engines.flow.flow import Flow
from engines.flow.formula import Formula
from engines.flow.nodes.start import CONDITION
from engines.flow.preview import Stop, preview, unseen_nodes
from mortise.access.conditions import ALWAYS, but_for_tasks, hidden_by_tasks
from mortise.access.context import Context
from mortise.access.starting import may_begin, start_of
from mortise.db.transaction import Reader, Tx
from mortise.definitions.flows import flows_by_key
from mortise.errors import Forbidden, NotFound
from mortise.flows.answers import answer
from mortise.flows.families import begun_by
from mortise.flows.following import Chosen, begin_flow
from mortise.flows.refusals import ConditionUnmet, FlowUnreadable
from mortise.flows.running import Runtime, as_flow, flow_of
from mortise.flows.scene import Scene, asked
from mortise.flows.storing import Held, read
from mortise.records.access import open_form
from mortise.records.held import hidden_on
from mortise.records.stored import read_record

NOTHING: Final[Mapping[str, object]] = {}


async def begin_by_hand(
    tx: Tx, runtime: Runtime, context: Context, key: str, record: int, command: str, chosen: Chosen
) -> Held:
    """Begins a flow over a record that the person sees; the same command again gives what it began.

    Raises NotFound, Forbidden, ConditionUnmet, AlreadyRunning, Refused, and what saving a record raises where the flow
    begins with something that the record's own rules forbid."""
    scene = await _scene(tx, runtime, context, key, record)
    form = scene.flow.definition.form
    earlier = await begun_by(tx, context.app, form, record, key, command)
    if earlier is not None:
        return await read(tx, earlier)
    if not await holds(tx, scene, record, context.principal.person, NOTHING):
        raise ConditionUnmet
    me = context.principal.person
    return await begin_flow(tx, runtime, context.app, key, record, me, command, chosen, is_by_hand=True)


async def preview_begin(
    reader: Reader, runtime: Runtime, context: Context, key: str, record: int, chosen: Chosen
) -> tuple[Scene, tuple[Stop, ...]]:
    """The way that the flow would take if the person began it now."""
    scene = await _scene(reader, runtime, context, key, record)
    return scene, await _look_ahead(reader, scene, context, record, chosen)


async def _look_ahead(
    reader: Reader, scene: Scene, context: Context, record: int, chosen: Chosen
) -> tuple[Stop, ...]:
    me, flow = context.principal.person, scene.flow
    unseen = await unseen_by(reader, context, flow, record)
    return await asked(
        reader,
        scene,
        (flow.definition.form, record),
        me,
        lambda facts: preview(flow, me, record, facts, chosen, unseen),
    )


async def unseen_by(reader: Reader, context: Context, flow: Flow, record: int) -> frozenset[str]:
    """The nodes that choose by what the person may not read, or not always, or what a task of theirs hides."""
    return unseen_in(context, flow, await hidden_on(reader, context, flow.definition.form, record))


def unseen_in(context: Context, flow: Flow, hidden: Collection[str] = ()) -> frozenset[str]:
    """The nodes that choose by what the person may not read, or not always; `hidden` are fields that a task hides."""
    return unseen_nodes(flow, reader_of(context, flow.definition.form, hidden))


def reader_of(context: Context, form: str, hidden: Collection[str] = ()) -> Callable[[Path], bool]:
    """Whether the person may always read what stands at a path of a form; `hidden` are fields that a task hides."""
    rights = context.rights.forms.get(form)

    def is_read(path: Path) -> bool:
        asked = None if rights is None else rights.accesses.reaching(path)
        if asked is None:
            return False
        return but_for_tasks(asked) == ALWAYS and hidden_by_tasks(asked).isdisjoint(hidden)

    return is_read


async def _scene(reader: Reader, runtime: Runtime, context: Context, key: str, record: int) -> Scene:
    definition = flows_by_key(context.app.definition).get(key)
    if definition is None or definition.form not in context.rights.forms:
        raise NotFound
    door = open_form(context, definition.form)
    stored = await read_record(reader, context, door, record, ())
    start = start_of(definition)
    if not may_begin(context.rights, definition) or not (stored.is_editable or (start and start.roles)):
        raise Forbidden
    flow = await flow_of(reader, runtime, context.app, key, context.app.version)
    return Scene(runtime, context.app, flow, as_flow(context, key))


async def begun_now(reader: Reader, runtime: Runtime, context: Context, form: str, record: int) -> list[str]:
    """The flows that the person could begin by hand over a record as it is now, by their keys; raises NotFound."""
    door = open_form(context, form)
    is_editable = (await read_record(reader, context, door, record, ())).is_editable
    conditions: dict[str, Formula | None] = {}
    for definition in context.app.definition.flows:
        start = start_of(definition)
        if definition.form != form or start is None or not may_begin(context.rights, definition):
            continue
        with suppress(FlowUnreadable):
            flow = await flow_of(reader, runtime, context.app, definition.key, context.app.version)
            if is_editable or start.roles:
                conditions[definition.key] = condition_of(flow)
    wanted = {Value(now) for each in conditions.values() for now in values_of(each).values()}
    me = context.principal.person
    told = await answer(reader, runtime, as_flow(context, ""), "", (form, record), me, wanted)
    return [key for key, each in conditions.items() if is_met(each, told, NOTHING, context.clock)]


def condition_of(flow: Flow) -> Formula | None:
    """What must hold of a record for the flow to begin."""
    return flow.formulas.get(f"{flow.beginning}/{CONDITION}")


async def holds(
    reader: Reader, scene: Scene, record: int, initiator: int, before: Mapping[str, object]
) -> bool:
    """Whether the record meets the condition under which the flow begins; `before` are fields as they were."""
    formula = condition_of(scene.flow)
    wanted = {Value(now) for now in values_of(formula).values()}
    place = (scene.flow.definition.form, record)
    told = await answer(reader, scene.runtime, scene.context, scene.flow.key, place, initiator, wanted)
    return is_met(formula, told, before, scene.clock)


def values_of(formula: Formula | None) -> Mapping[Path, Path]:
    """What a condition reads, and where that stands now."""
    reads = () if formula is None else formula.reads
    return {path: path[1:] if path[0] == OLD else path for path in reads}


def is_met(
    formula: Formula | None, told: Mapping[Question[Any], object], before: Mapping[str, object], clock: Clock
) -> bool:
    """Whether a condition holds, of what was told of a record now and `before`."""
    if formula is None:
        return True
    values: dict[str, object] = {}
    for path, now in values_of(formula).items():
        was_other = path[0] == OLD and now[0] in before
        values[".".join(path)] = before[now[0]] if was_other else told[Value(now)]
    return bool(formula.evaluate(values, clock))
