"""Flows over records: begun, looked at, and directed as a whole."""

from datetime import datetime
from typing import Any, Final

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request

from engines.flow.command import Command
from engines.flow.commands.comment import Comment
from engines.flow.commands.jump import Jump
from engines.flow.commands.remind import Remind
from engines.flow.commands.replace_approver import ReplaceApprover
from engines.flow.commands.resubmit import Resubmit
from engines.flow.commands.retry import Retry
from engines.flow.commands.take_back import TakeBack
from engines.flow.commands.terminate import Terminate
from engines.flow.commands.withdraw import Withdraw
from mortise.api.entrance import Entered, Person
from mortise.api.flow_inputs import (
    BeginInput,
    CommandInput,
    JumpInput,
    MigrateInput,
    ReasonInput,
    RemarkInput,
    ReplaceInput,
    ResubmitInput,
    RetryInput,
    TakeBackInput,
)
from mortise.api.tasks import InstanceState, runtime_of, state_of
from mortise.db.transaction import Tx
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of, locale_of
from mortise.flows.beginning import begin_by_hand, preview_begin
from mortise.flows.deciding import direct, move_to_present, slot_of
from mortise.flows.naming import names
from mortise.flows.showing import show
from mortise.flows.stops import stop_json, stop_names
from mortise.flows.storing import Held
from mortise.identity.principal import Principal

router: Final = APIRouter(tags=["flows"])


class Preview(BaseModel):
    """Who would get the record, node by node, and why."""

    path: list[dict[str, Any]]


class InstanceAnswer(BaseModel):
    """An instance: where it stands, who is waited for and why, what happened in the reader's words, the way before it,
    and what the reader may do. `take_back` are the tasks whose approval the reader may take back; `moves` grows as it
    goes on. For those who look after it, `standing` tells the branches with the nodes to which each may jump, and
    `whole` those to which the whole flow may."""

    id: int
    app: dict[str, Any]
    flow: dict[str, Any]
    form: str
    record: dict[str, Any]
    initiator: dict[str, Any]
    state: str
    began_at: datetime
    ended_at: datetime | None
    parent: int | None
    incidents: list[dict[str, Any]]
    waiting: list[dict[str, Any]]
    timeline: list[dict[str, Any]]
    path: list[dict[str, Any]]
    tasks: list[dict[str, Any]]
    operations: list[str]
    take_back: list[dict[str, Any]]
    moves: int
    standing: list[dict[str, Any]]
    whole: list[dict[str, Any]]


@router.post("/api/apps/{app}/flows/{flow}/instances", response_model=InstanceState, status_code=201)
async def begin(request: Request, context: Entered, flow: str, given: BeginInput) -> dict[str, object]:
    """Begins a flow over a record."""
    host = host_of(request)

    async def work(tx: Tx) -> Held:
        command = CommandInput(command=given.command).id_of(context.principal.person)
        return await begin_by_hand(
            tx, runtime_of(host), context, flow, given.record, command, dict(given.chosen)
        )

    return state_of(await host.database.run(work))


@router.post("/api/apps/{app}/flows/{flow}/preview", response_model=Preview)
async def look_ahead(request: Request, context: Entered, flow: str, given: BeginInput) -> dict[str, object]:
    """The way that a flow would take over a record if the caller began it; nothing is begun."""
    host, locale = host_of(request), locale_of(request)
    async with host.database.read() as reader:
        scene, stops = await preview_begin(
            reader, runtime_of(host), context, flow, given.record, dict(given.chosen)
        )
        found = await names(reader, stop_names(stops), locale)
    return {"path": [stop_json(stop, scene, found, locale) for stop in stops]}


@router.get("/api/instances/{id}", response_model=InstanceAnswer)
async def read_instance(request: Request, person: Person) -> dict[str, object]:
    """An instance."""
    async with host_of(request).database.read() as reader:
        return await show(reader, runtime_of(host_of(request)), person, path_id(request))


async def directed(
    request: Request, person: Principal, command: Command, seen: int | None = None
) -> dict[str, object]:
    """Carries a command out on the instance in the address."""
    host, number = host_of(request), path_id(request)

    async def work(tx: Tx) -> Held:
        return await direct(tx, runtime_of(host), person, number, command, seen)

    return state_of(await host.database.run(work))


@router.post("/api/instances/{id}/withdraw", response_model=InstanceState)
async def withdraw(request: Request, person: Person, given: CommandInput) -> dict[str, object]:
    """The initiator withdraws, or asks to."""
    return await directed(request, person, given.told(Withdraw, person.person))


@router.post("/api/instances/{id}/resubmit", response_model=InstanceState)
async def resubmit(request: Request, person: Person, given: ResubmitInput) -> dict[str, object]:
    """The initiator submits what came back, was rejected or withdrawn."""
    command = given.told(Resubmit, person.person, chosen=dict(given.chosen))
    return await directed(request, person, command)


@router.post("/api/instances/{id}/remind", response_model=InstanceState)
async def remind(request: Request, person: Person, given: CommandInput) -> dict[str, object]:
    """The initiator reminds those who are waited for."""
    return await directed(request, person, given.told(Remind, person.person))


@router.post("/api/instances/{id}/comment", response_model=InstanceState)
async def comment(request: Request, person: Person, given: RemarkInput) -> dict[str, object]:
    """A remark in the history."""
    command = Comment(
        id=given.id_of(person.person),
        actor=person.person,
        text=given.comment,
        people=given.people,
        files=given.files,
    )
    return await directed(request, person, command)


@router.post("/api/instances/{id}/take-back", response_model=InstanceState)
async def take_back(request: Request, person: Person, given: TakeBackInput) -> dict[str, object]:
    """Reopens a task that the caller has approved."""
    slot = await _slot(request, given.task)
    command = given.told(TakeBack, person.person, slot=slot)
    return await directed(request, person, command)


@router.post("/api/instances/{id}/jump", response_model=InstanceState)
async def jump(request: Request, person: Person, given: JumpInput) -> dict[str, object]:
    """Whoever looks after the flow lets it go on at another node."""
    command = given.told(Jump, person.person, to=given.to, token=given.token)
    return await directed(request, person, command, given.seen)


@router.post("/api/instances/{id}/terminate", response_model=InstanceState)
async def terminate(request: Request, person: Person, given: ReasonInput) -> dict[str, object]:
    """Whoever looks after the flow ends it, and says why."""
    return await directed(request, person, given.told(Terminate, person.person), given.seen)


@router.post("/api/instances/{id}/replace-approver", response_model=InstanceState)
async def replace_approver(request: Request, person: Person, given: ReplaceInput) -> dict[str, object]:
    """Whoever looks after the flow gives a task to another."""
    slot = None if given.task is None else await _slot(request, given.task)
    command = given.told(ReplaceApprover, person.person, to=given.to, slot=slot, visit=given.visit)
    return await directed(request, person, command)


@router.post("/api/instances/{id}/retry", response_model=InstanceState)
async def retry(request: Request, person: Person, given: RetryInput) -> dict[str, object]:
    """What stopped is tried once more."""
    command = given.told(Retry, person.person, visit=given.visit)
    return await directed(request, person, command)


@router.post("/api/instances/{id}/migrate", response_model=InstanceState)
async def migrate(request: Request, person: Person, given: MigrateInput) -> dict[str, object]:
    """Whoever looks after the flow moves it to the version that is published now."""
    host, number, name = host_of(request), path_id(request), given.id_of(person.person)

    async def work(tx: Tx) -> Held:
        return await move_to_present(tx, runtime_of(host), person, number, name, given.nodes, given.comment)

    return state_of(await host.database.run(work))


async def _slot(request: Request, task: int) -> int:
    """The number of a task within the instance in the address; NotFound for one of another."""
    async with host_of(request).database.read() as reader:
        return await slot_of(reader, path_id(request), task)
