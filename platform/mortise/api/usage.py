"""How much applications are used, for who builds them."""

from datetime import datetime
from typing import Final

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request

from mortise.access.rights import BUILD, rights_of
from mortise.api.building import Builder
from mortise.api.entrance import Person
from mortise.definitions.applications import list_apps
from mortise.edge.host import host_of
from mortise.publishing.usage import read_usage
from mortise.publishing.view_usage import read_view_usage

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


class ViewUsed(BaseModel):
    """A view of a form, published or shared by somebody (`is_saved`): when it was opened last, null where not since
    this is counted, and by how many people within the last 30 days."""

    app: str
    app_label: dict[str, str]
    form: str
    form_label: dict[str, str]
    key: str
    label: dict[str, str]
    kind: str
    is_saved: bool
    opened_at: datetime | None
    people: int


class ViewsUsed(BaseModel):
    """Every view of the applications, but for those that people keep for themselves."""

    items: list[ViewUsed]


@router.get("/api/usage", response_model=ViewsUsed)
async def read_usage_of_views(request: Request, person: Person) -> object:
    """How much the views are used of every application that the caller builds."""
    host = host_of(request)
    await host.openings.keep()
    apps = []
    async with host.database.read() as reader:
        for row in await list_apps(reader):
            if row["published_version"] is None or not person.token_allows(f"{row['key']}:{BUILD}"):
                continue
            published = await host.apps.of(reader, row["id"], row["published_version"])
            if rights_of(published, person).can_build:
                apps.append(published)
        items = await read_view_usage(reader, apps)
    return {"items": items}
