"""Flows of an application for those who look after it: which run, which are stuck, and where they are slow."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from mortise.api.entrance import Administering
from mortise.api.tasks import LIMIT, MOST, TaskPage, opened, paged, runtime_of
from mortise.definitions.flows import flows_by_key
from mortise.definitions.walk import called_part
from mortise.edge.host import host_of, locale_of
from mortise.errors import NotFound
from mortise.flows.figures import read_figures
from mortise.flows.listing import lines
from mortise.flows.tasks import Wanted, read_instances

router: Final = APIRouter(tags=["flows"])


class InstanceQuery(BaseModel):
    """Which flows: of which kind and state, only those that are stuck."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    flow: Annotated[str, Field(max_length=40)] | None = None
    state: Annotated[str, Field(max_length=20)] | None = None
    stuck: bool = False
    limit: Annotated[int, Field(ge=1, le=MOST)] = LIMIT
    cursor: Annotated[str, Field(max_length=2_000)] | None = None


class FigureQuery(BaseModel):
    """How many days are looked back."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    days: Annotated[int, Field(ge=1, le=3_650)] = 90


class NodeFigures(BaseModel):
    """A node: how often a flow came to it, how long it stood there, how often people said no. Times are in seconds;
    nine of ten took no longer than `slow_seconds`."""

    node: dict[str, Any]
    visits: int
    open: int
    stuck: int
    average_seconds: float
    slow_seconds: float
    rejected: int
    returned: int


class Figures(BaseModel):
    """The nodes of a flow, the slowest first."""

    items: list[NodeFigures]


@router.get("/api/apps/{app}/instances", response_model=TaskPage)
async def find_instances(
    request: Request, context: Administering, wanted: Annotated[InstanceQuery, Query()]
) -> dict[str, object]:
    """A page of the flows of an application, the latest first."""
    host, me, now = host_of(request), context.principal, datetime.now(UTC)
    bound_to = f"{me.person} {context.app.key} instances"
    at, number = opened(host, wanted.cursor, bound_to)
    chosen = Wanted(
        list="started",
        flow=wanted.flow,
        state=wanted.state,
        limit=wanted.limit,
        after_at=at,
        after_id=number,
    )
    async with host.database.read() as reader:
        rows = await read_instances(reader, context.app.id, chosen, is_stuck=wanted.stuck)
        items = await lines(reader, runtime_of(host), me, rows[: wanted.limit], now)
    return {"items": items, "next": paged(host, rows, wanted.limit, bound_to)}


@router.get("/api/apps/{app}/flows/{flow}/figures", response_model=Figures)
async def read_node_figures(
    request: Request, context: Administering, flow: str, wanted: Annotated[FigureQuery, Query()]
) -> dict[str, object]:
    """Where a flow is slow, and where people say no."""
    definition = flows_by_key(context.app.definition).get(flow)
    if definition is None:
        raise NotFound
    since, locale = datetime.now(UTC) - timedelta(days=wanted.days), locale_of(request)
    async with host_of(request).database.read() as reader:
        rows = await read_figures(reader, context.app.id, flow, since)
    names = {node.key: called_part(node) for node in definition.nodes}
    items = []
    for row in rows:
        named = names.get(row["node"])
        title = row["node"] if named is None else named[locale]
        items.append({**row, "node": {"key": row["node"], "title": title}})
    return {"items": items}
