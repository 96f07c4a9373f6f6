"""The flows over a record, over HTTP."""

from datetime import UTC, datetime
from typing import Any, Final

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request

from mortise.api.entrance import enter
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of
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
    """The flows over a record: those that run, then the latest of the others."""

    items: list[FlowOverRecord]


@router.get("/api/apps/{app}/forms/{form}/records/{id}/flows", response_model=FlowsOverRecord)
async def read_flows(request: Request, app: str, form: str) -> dict[str, object]:
    """The flows over a record that the caller may view."""
    context = await enter(request, app)
    async with host_of(request).database.read() as reader:
        return {"items": await flows_over(reader, context, form, path_id(request), datetime.now(UTC))}
