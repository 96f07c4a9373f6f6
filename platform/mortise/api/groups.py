"""Groups: known to everybody by name, their members kept by who manages the organisation."""

from typing import Final

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request

from mortise.api.departments import Created
from mortise.api.entrance import Looking, Organiser
from mortise.api.me import Titled
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of, locale_of
from mortise.identity.directory import title
from mortise.identity.groups import GroupInput, change_group, create_group, list_groups, read_group

router: Final = APIRouter(tags=["groups"])


class GroupItem(BaseModel):
    """A group, and how many people and departments are named in it."""

    id: int
    title: str
    name: str
    name_en: str
    archived: bool
    people: int
    departments: int


class Groups(BaseModel):
    """Every group, by name."""

    items: list[GroupItem]


class GroupRecord(BaseModel):
    """A group with its members: people, and departments with everybody in and below them."""

    id: int
    title: str
    name: str
    name_en: str
    archived: bool
    people: list[Titled]
    departments: list[Titled]


@router.get("/api/groups", response_model=Groups)
async def read_groups(request: Request, person: Looking) -> dict[str, object]:
    """Every group, those that are put away too."""
    async with host_of(request).database.read() as reader:
        rows = await list_groups(reader)
    return {"items": [{**row, "title": title(row, locale_of(request))} for row in rows]}


@router.get("/api/groups/{id}", response_model=GroupRecord)
async def open_group(request: Request, organiser: Organiser) -> dict[str, object]:
    """A group with its members."""
    return await record(request, path_id(request))


@router.post("/api/groups", response_model=Created, status_code=201)
async def add_group(request: Request, organiser: Organiser, given: GroupInput) -> dict[str, object]:
    """Adds a group."""
    async with host_of(request).database.transaction() as tx:
        return {"id": await create_group(tx, organiser.person, given)}


@router.patch("/api/groups/{id}", response_model=GroupRecord)
async def edit_group(request: Request, organiser: Organiser, given: GroupInput) -> dict[str, object]:
    """Renames a group, replaces its members, puts it away or brings it back."""
    number = path_id(request)
    async with host_of(request).database.transaction() as tx:
        await change_group(tx, organiser.person, number, given)
    return await record(request, number)


async def record(request: Request, number: int) -> dict[str, object]:
    """What `GroupRecord` says."""
    locale = locale_of(request)
    async with host_of(request).database.read() as reader:
        group = await read_group(reader, number)
    return {
        **group.row,
        "title": title(group.row, locale),
        "people": [{"id": row["id"], "title": title(row, locale)} for row in group.people],
        "departments": [{"id": row["id"], "title": title(row, locale)} for row in group.departments],
    }
