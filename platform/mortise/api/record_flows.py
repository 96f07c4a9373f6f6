"""The flows over a record, over HTTP."""

from datetime import UTC, datetime
from typing import Any, Final

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request

from mortise.api.entrance import enter
from mortise.api.tasks import runtime_of
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of
from mortise.flows.beginning import begun_now
from mortise.flows.over_record import flows_over

router: Final = APIRouter(tags=["flows"])


class FlowOverRecord(BaseModel):
    """A flow over the record; `is_holding` where it keeps others from changing the record. Of those who are waited for,
    `task` is the number of a task of the caller's."""

    instance: int
    flow: dict[str, Any]
    state: str
    initiator: dict[str, Any]
    began_at: datetime
    ended_at: datetime | None
    is_stuck: bool
    is_holding: bool
    waiting: list[dict[str, Any]]


class FlowsOverRecord(BaseModel):
    """The flows over a record: those that run, then the latest of the others; and the keys of those that the caller may
    begin by hand over it as it is now."""

    items: list[FlowOverRecord]
    begins: list[str]


@router.get("/api/apps/{app}/forms/{form}/records/{id}/flows", response_model=FlowsOverRecord)
async def read_flows(request: Request, app: str, form: str) -> dict[str, object]:
    """The flows over a record that the caller may view."""
    context, host, number = await enter(request, app), host_of(request), path_id(request)
    async with host.database.read() as reader:
        return {
            "items": await flows_over(reader, runtime_of(host), context, form, number, datetime.now(UTC)),
            "begins": await begun_now(reader, runtime_of(host), context, form, number),
        }
