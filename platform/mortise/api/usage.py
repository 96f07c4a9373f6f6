"""How much an application is used, for who builds it."""

from datetime import datetime
from typing import Final

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request

from mortise.api.building import Builder
from mortise.edge.host import host_of
from mortise.publishing.usage import read_usage

router: Final = APIRouter(tags=["publishing"])


class FieldUsed(BaseModel):
    """A field: the part of the records that has something in it, and when it was given a value last."""

    key: str
    label: dict[str, str]
    filled: float | None
    changed_at: datetime | None


class FormUsed(BaseModel):
    """A form: its records (about as many, where it is sampled), and when one of them changed last."""

    key: str
    label: dict[str, str]
    records: int
    is_sampled: bool
    changed_at: datetime | None
    fields: list[FieldUsed]


class Usage(BaseModel):
    """Every form of the published version."""

    items: list[FormUsed]


@router.get("/api/apps/{app}/usage", response_model=Usage)
async def read_app_usage(request: Request, builder: Builder) -> object:
    """How many records each form has, how many of them use each field, and when each was given a value last: of large
    tables a sample is looked at, and of the log the latest changes."""
    if builder.published is None:
        return {"items": []}
    async with host_of(request).database.read() as reader:
        items = await read_usage(reader, builder.published)
    return {"items": items}
