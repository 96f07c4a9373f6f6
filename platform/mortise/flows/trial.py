"""A flow that is drawn tried over values that its author fills in: nothing is kept, and no record need be there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from engines.expression.scope import OLD, Path
from engines.flow.definition import FlowDefinition
from engines.flow.facts import Facts, Question, Value
from engines.flow.facts import Need as Asked
from engines.flow.flow import Flow
from engines.flow.formula import Formula
from engines.flow.preview import Stop, preview, read_by
from engines.form.facts import Need
from engines.form.facts import Question as RecordQuestion
from engines.form.unsaved import read_unsaved
from engines.issues import Issue, has_errors
from mortise.access.context import Context
from mortise.access.starting import start_of
from mortise.db.transaction import Reader
from mortise.definitions.flows import UNPUBLISHED, ready
from mortise.errors import Invalid
from mortise.flows.asking import standing
from mortise.flows.beginning import (
    NOTHING,
    condition_of,
    is_met,
    reader_of,
    unseen_in,
    values_of,
)
from mortise.flows.following import Chosen
from mortise.flows.running import Runtime, as_flow
from mortise.flows.scene import Scene, asked
from mortise.records.access import Door, open_form
from mortise.records.answers import find_answers
from mortise.records.facts import facts_of
from mortise.records.held import hidden_on
from mortise.records.incoming import read_incoming
from mortise.records.new_record import stamps
from mortise.records.references import UNSEEN
from mortise.records.stored import read_record
from mortise.records.taking_in import ROUNDS, try_in

NO_RECORD: Final = 0
"""The number of a record that is not there."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The way that a flow would take, and whether its start lets it begin; None where that is not told: the caller may
    not always read what the start asks for, or it asks what a change has changed."""

    stops: tuple[Stop, ...]
    begins: bool | None


async def preview_draft(
    reader: Reader,
    runtime: Runtime,
    context: Context,
    drawn: FlowDefinition,
    tried: int | Mapping[str, object],
    initiator: int | None,
    chosen: Chosen,
) -> tuple[Scene, Trial]:
    """The way that a flow which is not published yet would take if somebody began it, the caller unless another is
    named: over a record, or without one over the values of a new one as JSON carries them. The forms are those that
    are published. Values are read, and what they name is looked up, by the caller's rights; what the rules of the form
    ask of a whole record is not asked of a trial. A trial takes no more statements than a record: what the values name
    is looked up by one, and what stands behind them by one for each link that is gone along.

    Raises Invalid with what forbids the flow or is wrong with the values, and NotFound for a record that the caller
    does not see."""
    app, who = context.app, initiator or context.principal.person
    flow, issues = ready(drawn, UNPUBLISHED, app.definition, app.schema)
    if flow is None:
        raise Invalid(issue for issue in issues if issue.severity == "error")
    await _demand_present(reader, context, flow, who)
    door = open_form(context, drawn.form)
    answers: Mapping[Question[Any], object] = {}
    hidden: Collection[str] = ()
    if isinstance(tried, int):
        number = tried
        await read_record(reader, context, door, number, ())
        hidden = await hidden_on(reader, context, drawn.form, number)
    else:
        number = NO_RECORD
        answers = await _told(reader, runtime, context, flow, door, tried, who)
    unseen = unseen_in(context, flow, hidden)
    condition = _told_condition(context, flow, hidden)
    wanted = frozenset(Value(now) for now in values_of(condition).values())

    def look(facts: Facts) -> Trial | Asked:
        known = replace(facts, answers={**answers, **facts.answers})
        unknown = wanted - known.answers.keys()
        stops = preview(flow, who, number, known, chosen, unseen)
        if isinstance(stops, Asked):
            return Asked(stops.questions | unknown)
        if unknown:
            return Asked(unknown)
        is_untold = condition is None and condition_of(flow) is not None
        return Trial(stops, None if is_untold else is_met(condition, known.answers, NOTHING, known.clock))

    scene = Scene(runtime, app, flow, as_flow(context, flow.key))
    return scene, await asked(reader, scene, (drawn.form, number), who, look)


def _told_condition(context: Context, flow: Flow, hidden: Collection[str] = ()) -> Formula | None:
    """The condition under which the flow begins, where the caller may be told whether a record meets it."""
    condition, start = condition_of(flow), start_of(flow.definition)
    if condition is None or start is None:
        return None
    is_read = reader_of(context, flow.definition.form, hidden)
    now = values_of(condition)
    if start.on_change and any(path[0] == OLD for path in now):
        return None
    return condition if all(path[0].isupper() or is_read(path) for path in now.values()) else None


async def _demand_present(reader: Reader, context: Context, flow: Flow, who: int) -> None:
    rows = await standing(reader, [who], context.app.id, flow.key, context.clock.now)
    if who not in rows or not rows[who]["active"]:
        raise Invalid([Issue("trial_initiator", "/initiator")])


async def _told(
    reader: Reader,
    runtime: Runtime,
    context: Context,
    flow: Flow,
    door: Door,
    raw: Mapping[str, object],
    initiator: int,
) -> Mapping[Question[Any], object]:
    """What the flow reads of a record that the initiator would make of the values."""
    incoming = read_incoming(door, raw)
    _, found = await try_in(reader, context, door.form, None, incoming.values)
    wrong = [*incoming.issues, *(issue for issue in found if issue.code == UNSEEN)]
    if has_errors(wrong):
        raise Invalid(issue.under("/values") for issue in wrong)
    principal = await runtime.principals.of_person(reader, initiator)
    work = replace(as_flow(context, flow.key), principal=principal)
    submission, _ = await try_in(reader, work, door.form, None, incoming.values)
    record = {**submission.record, "title": submission.title, **stamps(work)}
    condition = values_of(_told_condition(context, flow)).values()
    paths = read_by(flow) | {path for path in condition if not path[0].isupper()}
    told = await _read(reader, work, door, record, paths)
    return {Value(path): told[path] for path in paths}


async def _read(
    reader: Reader, work: Context, door: Door, record: Mapping[str, object], paths: frozenset[Path]
) -> Mapping[Path, object]:
    answers: dict[RecordQuestion, object] = {}
    for _ in range(ROUNDS):
        found = read_unsaved(door.form, record, sorted(paths), facts_of(work, answers), work.clock)
        if not isinstance(found, Need):
            return found
        answers.update((await find_answers(reader, work, found.questions, {})).answers)
    raise LookupError(f"{door.form.key}: a trial asks without end")
