"""A flow that is drawn tried over values that its author fills in: nothing is kept, and no record need be there."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from engines.expression.scope import Path
from engines.flow.definition import FlowDefinition
from engines.flow.facts import Facts, Question, Value
from engines.flow.flow import Flow
from engines.flow.preview import Stop, preview, read_by
from engines.form.facts import Need
from engines.form.facts import Question as RecordQuestion
from engines.form.unsaved import read_unsaved
from engines.issues import Issue, has_errors
from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.definitions.flows import UNPUBLISHED, ready
from mortise.errors import Invalid
from mortise.flows.asking import standing
from mortise.flows.beginning import unseen_by, unseen_in
from mortise.flows.following import Chosen
from mortise.flows.running import Runtime, as_flow
from mortise.flows.scene import Scene, asked
from mortise.records.access import Door, open_form
from mortise.records.answers import find_answers
from mortise.records.facts import facts_of
from mortise.records.incoming import read_incoming
from mortise.records.new_record import stamps
from mortise.records.references import UNSEEN
from mortise.records.stored import read_record
from mortise.records.taking_in import ROUNDS, try_in

NO_RECORD: Final = 0
"""The number of a record that is not there."""


async def preview_draft(
    reader: Reader,
    runtime: Runtime,
    context: Context,
    drawn: FlowDefinition,
    tried: int | Mapping[str, object],
    initiator: int | None,
    chosen: Chosen,
) -> tuple[Scene, tuple[Stop, ...]]:
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
    if isinstance(tried, int):
        number = tried
        await read_record(reader, context, door, number, ())
        unseen = await unseen_by(reader, context, flow, number)
    else:
        number = NO_RECORD
        answers = await _told(reader, runtime, context, flow, door, tried, who)
        unseen = unseen_in(context, flow)

    def look(facts: Facts) -> Any:
        known = replace(facts, answers={**answers, **facts.answers})
        return preview(flow, who, number, known, chosen, unseen)

    scene = Scene(runtime, app, flow, as_flow(context, flow.key))
    return scene, await asked(reader, scene, (drawn.form, number), who, look)


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
    paths = read_by(flow)
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
