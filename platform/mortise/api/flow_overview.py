"""Flows of an application for those who look after it: which run, where they stand, and where they are slow."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from engines.flow.commands.replace_approver import ReplaceApprover
from engines.flow.instance import State
from mortise.api.entrance import Administering
from mortise.api.flow_inputs import ReplaceAllInput
from mortise.api.tasks import LIMIT, MOST, opened, paged, runtime_of
from mortise.db.connections import Record
from mortise.db.transaction import Tx
from mortise.definitions.flows import flows_by_key
from mortise.definitions.walk import called_part
from mortise.edge.host import host_of, locale_of
from mortise.errors import NotFound, UserError, problem
from mortise.flows.deciding import demand, direct
from mortise.flows.figures import read_flow_figures, read_node_figures
from mortise.flows.listing import flow_json, node_json, overview_lines, titles_of
from mortise.flows.overview import (
    Order,
    Overlooked,
    count_instances,
    read_awaited,
    read_instances,
    read_places,
)
from mortise.flows.replacing import AT_ONCE, held_tasks
from mortise.flows.sought import seek
from mortise.flows.storing import Held
from mortise.identity.directory import title

router: Final = APIRouter(tags=["flows"])


class InstanceQuery(BaseModel):
    """Which flows: of which kind and state; only those that are stuck, late, stand at a node, wait for a person, have
    stood where they do for so many days; with a text in their record, its number, or their initiator's name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    flow: Annotated[str, Field(max_length=40)] | None = None
    state: State | None = None
    node: Annotated[str, Field(max_length=40)] | None = None
    person: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = None
    days: Annotated[int, Field(ge=1, le=3_650)] | None = None
    stuck: bool = False
    overdue: bool = False
    search: Annotated[str, Field(max_length=200)] = ""
    order: Order = "latest"
    limit: Annotated[int, Field(ge=1, le=MOST)] = LIMIT
    cursor: Annotated[str, Field(max_length=2_000)] | None = None


class FigureQuery(BaseModel):
    """How many days are looked back."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    days: Annotated[int, Field(ge=1, le=3_650)] = 90


class InstanceLine(BaseModel):
    """A flow over its record. `standing` are the nodes where it stands, since when, and what stops it there; of those
    whom it waits for, `waiting` tells the first by name and `waiting_count` how many they are. Whoever may not view the
    record gets no title of it."""

    instance: int
    flow: dict[str, Any]
    form: str
    record: dict[str, Any]
    initiator: dict[str, Any]
    state: str
    is_stuck: bool
    began_at: datetime
    ended_at: datetime | None
    standing: list[dict[str, Any]]
    waiting: list[dict[str, Any]]
    waiting_count: int


class InstancePage(BaseModel):
    """A page of flows: the latest first, or those that have run the longest."""

    items: list[InstanceLine]
    next: str | None


class Awaited(BaseModel):
    """Somebody for whom flows wait: how many tasks, how many of them late, and since when the oldest waits."""

    person: dict[str, Any]
    is_active: bool
    tasks: int
    overdue: int
    since: datetime | None


class FlowOverview(BaseModel):
    """How many flows run, are stuck, and wait beyond their time limit; for whom they wait, whoever is late most of all
    first, a hundred at most; and the kinds of flows, with the nodes at which they may stand."""

    running: int
    stuck: int
    overdue: int
    people: list[Awaited]
    flows: list[dict[str, Any]]


class FlowFigures(BaseModel):
    """A flow: how often it began, what became of it, and how long it took. Times are seconds of working time."""

    flow: dict[str, Any]
    began: int
    running: int
    stuck: int
    approved: int
    rejected: int
    withdrawn: int
    terminated: int
    median_seconds: float | None
    slow_seconds: float | None


class AllFigures(BaseModel):
    """The flows of an application, the most frequent first."""

    items: list[FlowFigures]


class NodeFigures(BaseModel):
    """A node: how often a flow came to it, how long it stood there, how often people said no. Times are seconds of
    working time; half of all took no longer than `median_seconds`, nine of ten no longer than `slow_seconds`."""

    node: dict[str, Any]
    visits: int
    open: int
    stuck: int
    median_seconds: float
    slow_seconds: float
    rejected: int
    returned: int


class Figures(BaseModel):
    """The nodes of a flow, the slowest first."""

    items: list[NodeFigures]


class ReplacedEverywhere(BaseModel):
    """How many tasks another person has from now on, and of which flows not, with what stands in the way; `next` goes
    on where there are more."""

    done: int
    refused: list[dict[str, Any]]
    next: int | None


@router.get("/api/apps/{app}/instances", response_model=InstancePage)
async def find_instances(
    request: Request, context: Administering, wanted: Annotated[InstanceQuery, Query()]
) -> dict[str, object]:
    """A page of the flows of an application."""
    host, now = host_of(request), datetime.now(UTC)
    bound_to = f"{context.principal.person} {context.app.key} instances {wanted.order}"
    _, number = opened(host, wanted.cursor, bound_to)
    async with host.database.read() as reader:
        chosen = Overlooked(
            flow=wanted.flow,
            state=wanted.state,
            node=wanted.node,
            person=wanted.person,
            days=wanted.days,
            is_stuck=wanted.stuck,
            is_overdue=wanted.overdue,
            sought=await seek(reader, [context], wanted.search) if wanted.search.strip() else None,
            order=wanted.order,
            limit=wanted.limit,
            after=number,
        )
        rows = await read_instances(reader, context, chosen, now)
        shown = rows[: wanted.limit]
        places = await read_places(reader, shown)
        items = await overview_lines(reader, runtime_of(host), context, shown, places, now)
    return {"items": items, "next": paged(host, rows, wanted.limit, bound_to)}


@router.get("/api/apps/{app}/flows/overview", response_model=FlowOverview)
async def read_overview(request: Request, context: Administering) -> dict[str, object]:
    """How many flows run, and for whom they wait."""
    now, locale = datetime.now(UTC), locale_of(request)
    async with host_of(request).database.read() as reader:
        counts = await count_instances(reader, context.app.id, now)
        rows = await read_awaited(reader, context.app.id, now)
    people = [
        {
            "person": {"id": row["person"], "title": title(row, locale)},
            "is_active": row["active"],
            "tasks": row["tasks"],
            "overdue": row["overdue"],
            "since": row["since"],
        }
        for row in rows
    ]
    flows = [
        {
            **flow_json(context, flow.key),
            "nodes": [
                node_json(context, flow.key, node.key)
                for node in flow.nodes
                if not (node.begins or node.ends)
            ],
        }
        for flow in context.app.definition.flows
    ]
    return {**counts, "people": people, "flows": flows}


@router.get("/api/apps/{app}/flows/figures", response_model=AllFigures)
async def read_all_figures(
    request: Request, context: Administering, wanted: Annotated[FigureQuery, Query()]
) -> dict[str, object]:
    """How often each flow began, what became of it, and how long it took."""
    since = context.clock.now - timedelta(days=wanted.days)
    async with host_of(request).database.read() as reader:
        rows = await read_flow_figures(reader, context.app.id, since, context.clock)
    return {"items": [{**row, "flow": flow_json(context, row["flow"])} for row in rows]}


@router.get("/api/apps/{app}/flows/{flow}/figures", response_model=Figures)
async def read_figures_of_nodes(
    request: Request, context: Administering, flow: str, wanted: Annotated[FigureQuery, Query()]
) -> dict[str, object]:
    """Where a flow is slow, and where people say no."""
    definition = flows_by_key(context.app.definition).get(flow)
    if definition is None:
        raise NotFound
    since, locale = context.clock.now - timedelta(days=wanted.days), locale_of(request)
    async with host_of(request).database.read() as reader:
        rows = await read_node_figures(reader, context.app.id, flow, since, context.clock)
    names = {node.key: called_part(node) for node in definition.nodes}
    items = []
    for row in rows:
        named = names.get(row["node"])
        told = row["node"] if named is None else named[locale]
        items.append({**row, "node": {"key": row["node"], "title": told}})
    return {"items": items}


@router.post("/api/apps/{app}/flows/replace-approver", response_model=ReplacedEverywhere)
async def replace_everywhere(
    request: Request, context: Administering, given: ReplaceAllInput
) -> dict[str, object]:
    """Gives the tasks that a person has in an application to another, each for itself, a hundred at a time: one that
    cannot be stands in no other's way."""
    demand(context.principal, context.app.key, "edit")
    host, me, name = host_of(request), context.principal, given.id_of(context.principal.person)
    async with host.database.read() as reader:
        rows = await held_tasks(reader, context.app.id, given.flow, given.person, given.after)
        records = [(context.app.id, row["form"], row["record"]) for row in rows]
        titles = await titles_of(reader, {context.app.id: context}, records)
    done, refused = 0, []
    for row, record in zip(rows[:AT_ONCE], records, strict=False):
        command = ReplaceApprover(
            id=f"{name}:{row['id']}",
            actor=me.person,
            to=given.to,
            slot=row["number"],
            comment=given.comment,
        )

        async def work(tx: Tx, row: Record = row, command: ReplaceApprover = command) -> Held:
            return await direct(tx, runtime_of(host), me, row["instance"], command)

        try:
            await host.database.run(work)
            done += 1
        except UserError as failed:
            told = {"instance": row["instance"], "task": row["id"], "title": titles.get(record)}
            refused.append({**told, "problem": problem(failed, context.locale)})
    has_more = len(rows) > AT_ONCE
    return {"done": done, "refused": refused, "next": rows[AT_ONCE - 1]["id"] if has_more else None}
