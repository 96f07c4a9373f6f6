"""Positions: read by everybody, changed by who manages the organisation."""

from typing import Final

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request

from mortise.api.departments import Created
from mortise.api.entrance import Looking, Organiser
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of, locale_of
from mortise.identity.directory import title
from mortise.identity.positions import PositionInput, change_position, create_position, list_positions

router: Final = APIRouter(tags=["positions"])


class PositionItem(BaseModel):
    """A position, and how many active people have it."""

    id: int
    title: str
    name: str
    name_en: str
    archived: bool
    people: int


class Positions(BaseModel):
    """Every position, by name."""

    items: list[PositionItem]


@router.get("/api/positions", response_model=Positions)
async def read_positions(request: Request, person: Looking) -> dict[str, object]:
    """Every position, those that are put away too."""
    async with host_of(request).database.read() as reader:
        rows = await list_positions(reader)
    return {"items": [{**row, "title": title(row, locale_of(request))} for row in rows]}


@router.post("/api/positions", response_model=Created, status_code=201)
async def add_position(request: Request, organiser: Organiser, given: PositionInput) -> dict[str, object]:
    """Adds a position."""
    async with host_of(request).database.transaction() as tx:
        return {"id": await create_position(tx, organiser.person, given)}


@router.patch("/api/positions/{id}", response_model=Positions)
async def edit_position(request: Request, organiser: Organiser, given: PositionInput) -> dict[str, object]:
    """Renames a position, puts it away or brings it back."""
    async with host_of(request).database.transaction() as tx:
        await change_position(tx, organiser.person, path_id(request), given)
    return await read_positions(request, organiser)
