"""Tasks of people: the lists, and what is done with a task."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from engines.flow.commands.add_signer import AddSigner
from engines.flow.commands.answer_withdrawal import AnswerWithdrawal
from engines.flow.commands.approve import Approve
from engines.flow.commands.delegate import Delegate
from engines.flow.commands.reject import Reject
from engines.flow.commands.remove_signer import RemoveSigner
from engines.flow.commands.send_back import SendBack
from engines.flow.commands.transfer import Transfer
from engines.issues import Issue
from mortise.api.entrance import Person
from mortise.api.flow_inputs import (
    AnswerInput,
    ApproveInput,
    BulkInput,
    CommandInput,
    HandInput,
    ReturnInput,
    SignerInput,
    TaskInput,
)
from mortise.api.records import seal_of
from mortise.api.search import contexts_of
from mortise.db.connections import Record
from mortise.db.transaction import Tx
from mortise.edge.bodies import path_id
from mortise.edge.host import Host, host_of, locale_of
from mortise.errors import Invalid, UserError, problem
from mortise.flows.deciding import Edit, Make, decide, demand
from mortise.flows.listing import lines
from mortise.flows.running import Runtime
from mortise.flows.sought import seek
from mortise.flows.storing import Held
from mortise.flows.tasks import List, Wanted, count_tasks, read_tasks
from mortise.identity.principal import Principal

router: Final = APIRouter(tags=["tasks"])

LIMIT: Final = 50
ANY_APP: Final = "*"
MOST: Final = 100


class TaskQuery(BaseModel):
    """Which tasks: what is to be done, was done, was begun, or was let know; of which application, flow, and state;
    with a text in their record, its number, or their initiator's name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    list: List = "todo"
    app: Annotated[str, Field(max_length=40)] | None = None
    flow: Annotated[str, Field(max_length=40)] | None = None
    state: Annotated[str, Field(max_length=20)] | None = None
    overdue: bool = False
    search: Annotated[str, Field(max_length=200)] = ""
    limit: Annotated[int, Field(ge=1, le=MOST)] = LIMIT
    cursor: Annotated[str, Field(max_length=2_000)] | None = None


class TaskLine(BaseModel):
    """A line of a list: the flow over its record, and the task where it is of one; `signature` says that approving it
    takes one by hand. Whoever may not view the record gets no title of it."""

    task: int | None
    version: int | None
    instance: int
    app: dict[str, Any]
    flow: dict[str, Any]
    node: dict[str, Any] | None
    form: str
    record: dict[str, Any]
    initiator: dict[str, Any]
    person: dict[str, Any] | None
    owner: dict[str, Any] | None
    state: str
    is_stuck: bool
    began_at: datetime
    ended_at: datetime | None
    opened_at: datetime | None
    due_at: datetime | None
    is_overdue: bool
    signature: bool
    verdict: str | None
    comment: str | None
    at: datetime | None


class TaskPage(BaseModel):
    """A page of a list: what is to be done by urgency, the others the latest first."""

    items: list[TaskLine]
    next: str | None


class TaskCounts(BaseModel):
    """How many tasks wait, how many of them are late, and how many flows of the caller's are under way; tasks are
    counted up to a thousand."""

    todo: int
    overdue: int
    running: int


class InstanceState(BaseModel):
    """The instance after a command."""

    instance: int
    state: str


class BulkAnswer(BaseModel):
    """What became of each of the tasks: nothing stands in the way, or the problem that does."""

    done: list[int]
    refused: dict[int, dict[str, Any]]


def runtime_of(host: Host) -> Runtime:
    """What flows need of a running server."""
    return Runtime(host.apps, host.principals)


@router.get("/api/tasks", response_model=TaskPage)
async def find_tasks(
    request: Request, person: Person, wanted: Annotated[TaskQuery, Query()]
) -> dict[str, object]:
    """A page of the caller's tasks; a token is asked for those of one application, unless it reaches all."""
    demand(person, wanted.app or ANY_APP, "view")
    host, now = host_of(request), datetime.now(UTC)
    bound_to = f"{person.person} tasks {wanted.list}"
    at, number = opened(host, wanted.cursor, bound_to)
    async with host.database.read() as reader:
        sought = None
        if wanted.search.strip():
            sought = await seek(reader, await contexts_of(reader, host, person, wanted.app), wanted.search)
        chosen = Wanted(
            list=wanted.list,
            app=wanted.app,
            flow=wanted.flow,
            state=wanted.state,
            is_overdue=wanted.overdue,
            limit=wanted.limit,
            after_at=at,
            after_id=number,
            sought=sought,
        )
        rows = await read_tasks(reader, person.person, chosen, now)
        items = await lines(reader, runtime_of(host), person, rows[: wanted.limit], now)
    return {"items": items, "next": paged(host, rows, wanted.limit, bound_to)}


def paged(host: Host, rows: Sequence[Record], limit: int, bound_to: str) -> str | None:
    """The cursor behind a page of rows that were read with one more."""
    if len(rows) <= limit:
        return None
    last = rows[limit - 1]
    return seal_of(host).seal([last["moment"].isoformat(), str(last["key"])], bound_to)


def opened(host: Host, cursor: str | None, bound_to: str) -> tuple[datetime | None, int | None]:
    """Where the page before ended; raises Invalid for what is no cursor of this list."""
    if cursor is None:
        return None, None
    found = seal_of(host).open(cursor, bound_to)
    if found is None or len(found) != 2 or found[0] is None or found[1] is None:
        raise Invalid([Issue("cursor_invalid", "/cursor")])
    return datetime.fromisoformat(found[0]), int(found[1])


@router.get("/api/tasks/counts", response_model=TaskCounts)
async def read_counts(request: Request, person: Person) -> Mapping[str, int]:
    """How many tasks the caller has."""
    demand(person, ANY_APP, "view")
    async with host_of(request).database.read() as reader:
        return await count_tasks(reader, person.person, datetime.now(UTC))


async def done(
    request: Request, person: Principal, make: Make, edit: Edit | None = None
) -> dict[str, object]:
    """Does something with the task in the address."""
    host, number = host_of(request), path_id(request)

    async def work(tx: Tx) -> Held:
        return await decide(tx, runtime_of(host), person, number, make, edit)

    return state_of(await host.database.run(work))


def state_of(held: Held) -> dict[str, object]:
    """The instance after a command as JSON."""
    return {"instance": held.id, "state": held.instance.state}


@router.post("/api/tasks/{id}/approve", response_model=InstanceState)
async def approve(request: Request, person: Person, given: ApproveInput) -> dict[str, object]:
    """Approves, or says that what was to be done is done."""
    edit = None
    if given.values:
        if given.record_version is None:
            raise Invalid([Issue("version_missing", "/record_version")])
        edit = Edit(given.record_version, given.values)

    def make(slot: int) -> Approve:
        return given.told(
            Approve, person.person, slot=slot, signature=given.signature, chosen=dict(given.chosen)
        )

    return await done(request, person, make, edit)


@router.post("/api/tasks/{id}/reject", response_model=InstanceState)
async def reject(request: Request, person: Person, given: TaskInput) -> dict[str, object]:
    """Votes against."""

    def make(slot: int) -> Reject:
        return given.told(Reject, person.person, slot=slot)

    return await done(request, person, make)


@router.post("/api/tasks/{id}/return", response_model=InstanceState)
async def send_back(request: Request, person: Person, given: ReturnInput) -> dict[str, object]:
    """Returns the flow to a node that it has passed."""

    def make(slot: int) -> SendBack:
        return given.told(SendBack, person.person, slot=slot, to=given.to, resubmission=given.resubmission)

    return await done(request, person, make)


@router.post("/api/tasks/{id}/transfer", response_model=InstanceState)
async def transfer(request: Request, person: Person, given: HandInput) -> dict[str, object]:
    """Gives the task away for good."""

    def make(slot: int) -> Transfer:
        return given.told(Transfer, person.person, slot=slot, to=given.to)

    return await done(request, person, make)


@router.post("/api/tasks/{id}/delegate", response_model=InstanceState)
async def delegate(request: Request, person: Person, given: HandInput) -> dict[str, object]:
    """Asks another for an opinion."""

    def make(slot: int) -> Delegate:
        return given.told(Delegate, person.person, slot=slot, to=given.to)

    return await done(request, person, make)


@router.post("/api/tasks/{id}/add-signer", response_model=InstanceState)
async def add_signer(request: Request, person: Person, given: SignerInput) -> dict[str, object]:
    """Asks more people in."""

    def make(slot: int) -> AddSigner:
        return given.told(
            AddSigner,
            person.person,
            slot=slot,
            where=given.where,
            people=given.people,
            order=given.order,
            rule=given.rule,
            signature=given.signature,
            chosen=dict(given.chosen),
        )

    return await done(request, person, make)


@router.post("/api/tasks/{id}/remove-signer", response_model=InstanceState)
async def remove_signer(request: Request, person: Person, given: CommandInput) -> dict[str, object]:
    """Takes back that somebody was asked in; the task is theirs."""

    def make(slot: int) -> RemoveSigner:
        return given.told(RemoveSigner, person.person, slot=slot)

    return await done(request, person, make)


@router.post("/api/tasks/{id}/answer-withdrawal", response_model=InstanceState)
async def answer_withdrawal(request: Request, person: Person, given: AnswerInput) -> dict[str, object]:
    """Answers the initiator, who asks to withdraw."""

    def make(slot: int) -> AnswerWithdrawal:
        return given.told(AnswerWithdrawal, person.person, slot=slot, is_granted=given.is_granted)

    return await done(request, person, make)


@router.post("/api/tasks/approve", response_model=BulkAnswer)
async def approve_many(request: Request, person: Person, given: BulkInput) -> dict[str, object]:
    """Approves several tasks, each for itself: one that cannot be stands in no other's way."""
    host, locale = host_of(request), locale_of(request)
    approved: list[int] = []
    refused: dict[int, object] = {}
    for task in dict.fromkeys(given.tasks):

        def make(slot: int) -> Approve:
            return Approve(
                id=f"{given.id_of(person.person)}:{slot}",
                actor=person.person,
                slot=slot,
                comment=given.comment,
            )

        async def work(tx: Tx, task: int = task) -> Held:
            return await decide(tx, runtime_of(host), person, task, make)

        try:
            await host.database.run(work)
            approved.append(task)
        except UserError as failed:
            refused[task] = problem(failed, locale)
    return {"done": approved, "refused": refused}
