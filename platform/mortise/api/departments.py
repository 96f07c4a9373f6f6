"""Departments: read by everybody, changed by who manages the organisation."""

from typing import Final

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request

from mortise.api.entrance import Looking, Organiser
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of, locale_of
from mortise.identity.departments import (
    DepartmentInput,
    change_department,
    create_department,
    list_departments,
)
from mortise.identity.directory import title

router: Final = APIRouter(tags=["departments"])


class DepartmentItem(BaseModel):
    """A department and its place in the tree."""

    id: int
    title: str
    name: str
    name_en: str
    parent: int | None
    head: int | None
    position: int
    archived: bool


class Departments(BaseModel):
    """Every department, those at the top first."""

    items: list[DepartmentItem]


class Created(BaseModel):
    """The id of what was made."""

    id: int


@router.get("/api/departments", response_model=Departments)
async def read_departments(request: Request, person: Looking) -> dict[str, object]:
    """Every department, as a flat list."""
    async with host_of(request).database.read() as reader:
        rows = await list_departments(reader)
    return {"items": [{**row, "title": title(row, locale_of(request))} for row in rows]}


@router.post("/api/departments", response_model=Created, status_code=201)
async def add_department(request: Request, organiser: Organiser, given: DepartmentInput) -> dict[str, object]:
    """Adds a department."""
    async with host_of(request).database.transaction() as tx:
        return {"id": await create_department(tx, organiser.person, given)}


@router.patch("/api/departments/{id}", response_model=Departments)
async def edit_department(
    request: Request, organiser: Organiser, given: DepartmentInput
) -> dict[str, object]:
    """Renames, moves or archives a department, or gives it another head."""
    async with host_of(request).database.transaction() as tx:
        await change_department(tx, organiser.person, path_id(request), given)
    return await read_departments(request, organiser)
