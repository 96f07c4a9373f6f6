"""Answers what the flow engine asks: all questions of one kind by one statement."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from engines.expression.scope import PARAM
from engines.flow.facts import (
    Administrators,
    ChangedSince,
    DepartmentOf,
    GroupMembers,
    HeadsAbove,
    ManagersAbove,
    PositionHolders,
    Question,
    RoleHolders,
    Standing,
    StandingOf,
    Value,
    WorkingMoment,
)
from engines.flow.flow import INITIATOR
from engines.form.facts import Question as RecordQuestion
from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.definitions.published import PublishedApp
from mortise.flows import asking
from mortise.flows.running import Runtime
from mortise.flows.working_time import working_moment
from mortise.records.answers import find_answers
from mortise.records.facts import facts_of

NONE: Final[Mapping[str, frozenset[int]]] = {}


async def answer(
    reader: Reader,
    runtime: Runtime,
    context: Context,
    flow: str,
    place: tuple[str, int],
    initiator: int,
    questions: Iterable[Question[Any]],
) -> dict[Question[Any], object]:
    """What the questions of a flow ask; `place` is its record by form and number, `context` the flow's own."""
    asked = list(questions)
    answers: dict[Question[Any], object] = {}
    answers.update(await _values(reader, runtime, context, place, initiator, asked))
    answers.update(await _people(reader, context, flow, asked))
    for each in asked:
        if isinstance(each, WorkingMoment):
            answers[each] = working_moment(context.clock, each.start, each.amount, each.unit)
    return answers


async def _values(
    reader: Reader,
    runtime: Runtime,
    context: Context,
    place: tuple[str, int],
    initiator: int,
    asked: list[Question[Any]],
) -> dict[Question[Any], object]:
    found: dict[Question[Any], object] = {}
    form, number = place
    paths = {each.path: each for each in asked if isinstance(each, Value)}
    of_record = {path: each for path, each in paths.items() if path[0] not in {INITIATOR, PARAM}}
    if of_record:
        told = await find_answers(
            reader, context, [RecordQuestion(form, number, path) for path in of_record], NONE
        )
        found.update(
            (each, told.answers[RecordQuestion(form, number, path)]) for path, each in of_record.items()
        )
    if any(path[0] == INITIATOR for path in paths):
        principal = await runtime.principals.of_person(reader, initiator)
        me = facts_of(replace(context, principal=principal), {}).me
        found.update((each, me.get(path[1])) for path, each in paths.items() if path[0] == INITIATOR)
    found.update((each, context.parameters.get(path[1])) for path, each in paths.items() if path[0] == PARAM)
    for each in asked:
        if isinstance(each, ChangedSince):
            found[each] = await asking.changed_since(reader, context.app.id, form, number, each.moment)
    return found


async def administrators(reader: Reader, app: PublishedApp) -> tuple[int, ...]:
    """Active people who look after the flows of an application: whoever administers it."""
    governing = [role.key for role in app.definition.roles if role.administrator]
    holders = await asking.role_holders(reader, app.id, governing)
    people = {person for some in holders.values() for person in some}
    return tuple(sorted(people | await asking.installers(reader, app.key)))


async def _people(
    reader: Reader, context: Context, flow: str, asked: list[Question[Any]]
) -> dict[Question[Any], object]:
    found: dict[Question[Any], object] = {}
    app = context.app
    roles = sorted({each.role for each in asked if isinstance(each, RoleHolders)})
    if roles:
        holders = await asking.role_holders(reader, app.id, roles)
        found.update((each, holders.get(each.role, ())) for each in asked if isinstance(each, RoleHolders))
    if any(isinstance(each, Administrators) for each in asked):
        found[Administrators()] = await administrators(reader, app)
    standing = sorted({each.person for each in asked if isinstance(each, StandingOf | DepartmentOf)})
    if standing:
        rows = await asking.standing(reader, standing, app.id, flow, context.clock.now)
        for each in asked:
            if isinstance(each, StandingOf):
                row = rows.get(each.person)
                found[each] = Standing(False) if row is None else Standing(row["active"], row["agent"])
            elif isinstance(each, DepartmentOf):
                row = rows.get(each.person)
                found[each] = None if row is None else row["department"]
    for each in asked:
        match each:
            case PositionHolders(position, department):
                found[each] = await asking.position_holders(reader, position, department)
            case GroupMembers(group):
                found[each] = await asking.group_members(reader, group)
            case HeadsAbove(department):
                found[each] = await asking.heads_above(reader, department)
            case ManagersAbove(person):
                found[each] = await asking.managers_above(reader, person)
    return found
