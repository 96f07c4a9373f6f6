"""Answers what the flow engine asks: all questions of one kind by one statement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeAlias

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
Answers: TypeAlias = dict[Question[Any], object]
Subject: TypeAlias = tuple[int, int]
"""A record, and who begins or began the flow over it."""


async def answer(
    reader: Reader,
    runtime: Runtime,
    context: Context,
    flow: str,
    place: tuple[str, int],
    initiator: int,
    questions: Iterable[Question[Any]],
) -> Answers:
    """What the questions of a flow ask; `place` is its record by form and number, `context` the flow's own."""
    form, record = place
    asked = {(record, initiator): frozenset(questions)}
    return (await answer_many(reader, runtime, context, flow, form, asked))[record, initiator]


async def answer_many(
    reader: Reader,
    runtime: Runtime,
    context: Context,
    flow: str,
    form: str,
    asked: Mapping[Subject, frozenset[Question[Any]]],
) -> dict[Subject, Answers]:
    """The same over several records of a form: what is asked of each, and of people by all of them, is asked once."""
    people = await _people(reader, context, flow, sorted(frozenset().union(*asked.values()), key=repr))
    found = await _values(reader, runtime, context, form, asked)
    for subject, questions in asked.items():
        own = found[subject]
        for each in questions:
            if each in people:
                own[each] = people[each]
            elif isinstance(each, WorkingMoment):
                own[each] = working_moment(context.clock, each.start, each.amount, each.unit)
            elif isinstance(each, ChangedSince):
                own[each] = await asking.changed_since(reader, context.app.id, form, subject[0], each.moment)
    return found


async def _values(
    reader: Reader,
    runtime: Runtime,
    context: Context,
    form: str,
    asked: Mapping[Subject, frozenset[Question[Any]]],
) -> dict[Subject, Answers]:
    found: dict[Subject, Answers] = {subject: {} for subject in asked}
    of_records: dict[RecordQuestion, list[tuple[Subject, Value]]] = {}
    of_initiators: dict[int, list[tuple[Subject, Value]]] = {}
    for subject, questions in asked.items():
        record, initiator = subject
        for each in questions:
            if not isinstance(each, Value):
                continue
            if each.path[0] == INITIATOR:
                of_initiators.setdefault(initiator, []).append((subject, each))
            elif each.path[0] == PARAM:
                found[subject][each] = context.parameters.get(each.path[1])
            else:
                question = RecordQuestion(form, record, each.path)
                of_records.setdefault(question, []).append((subject, each))
    if of_records:
        told = await find_answers(reader, context, of_records, NONE)
        for question, askers in of_records.items():
            for subject, each in askers:
                found[subject][each] = told.answers[question]
    for initiator, askers in of_initiators.items():
        principal = await runtime.principals.of_person(reader, initiator)
        me = facts_of(replace(context, principal=principal), {}).me
        for subject, each in askers:
            found[subject][each] = me.get(each.path[1])
    return found


async def administrators(reader: Reader, app: PublishedApp) -> tuple[int, ...]:
    """Active people who look after the flows of an application: whoever administers it."""
    governing = [role.key for role in app.definition.roles if role.administrator]
    holders = await asking.role_holders(reader, app.id, governing)
    people = {person for some in holders.values() for person in some}
    return tuple(sorted(people | await asking.installers(reader, app.key)))


async def _people(reader: Reader, context: Context, flow: str, asked: Sequence[Question[Any]]) -> Answers:
    found: Answers = {}
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
