"""Roles of an application: who holds them."""

from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from engines.definition import Label
from mortise.access.context import Context
from mortise.api.entrance import Administering
from mortise.api.me import Titled
from mortise.edge.host import host_of, locale_of
from mortise.errors import NotFound
from mortise.identity.directory import title
from mortise.identity.role_members import HolderKind, Members, list_members, set_members
from mortise.identity.texts import RowId

router: Final = APIRouter(tags=["roles"])


class Holders(BaseModel):
    """Who holds a role: people, departments with everybody in and below them, groups with their members, and positions
    with whoever has them."""

    people: list[Titled] = []
    departments: list[Titled] = []
    groups: list[Titled] = []
    positions: list[Titled] = []

    def add(self, kind: HolderKind, holder: Titled) -> None:
        """One more holder of a kind."""
        held: Mapping[HolderKind, list[Titled]] = {
            "people": self.people,
            "departments": self.departments,
            "groups": self.groups,
            "positions": self.positions,
        }
        held[kind].append(holder)


class RoleItem(Holders):
    """A role of the published version."""

    key: str
    label: Label
    description: Label
    builder: bool
    administrator: bool


class Roles(BaseModel):
    """Every role of an application."""

    items: list[RoleItem]


class MembersInput(BaseModel):
    """The holders that a role is to have."""

    model_config = ConfigDict(extra="forbid")

    people: Annotated[list[RowId], Field(max_length=10_000)] = []
    departments: Annotated[list[RowId], Field(max_length=1_000)] = []
    groups: Annotated[list[RowId], Field(max_length=1_000)] = []
    positions: Annotated[list[RowId], Field(max_length=1_000)] = []


async def holders(request: Request, context: Context) -> dict[str, Holders]:
    """The holders of every role of the published version, by role."""
    locale = locale_of(request)
    async with host_of(request).database.read() as reader:
        members = await list_members(reader, context.app.id)
    found = {role.key: Holders() for role in context.app.definition.roles}
    for each in members:
        if each.role in found:
            found[each.role].add(each.kind, Titled(id=each.id, title=title(each.row, locale)))
    return found


@router.get("/api/apps/{app}/roles", response_model=Roles, response_model_by_alias=True)
async def read_roles(request: Request, context: Administering) -> Roles:
    """Every role with its holders."""
    held = await holders(request, context)
    return Roles(
        items=[
            RoleItem(
                key=role.key,
                label=role.label,
                description=role.description,
                builder=role.builder,
                administrator=role.administrator,
                people=held[role.key].people,
                departments=held[role.key].departments,
                groups=held[role.key].groups,
                positions=held[role.key].positions,
            )
            for role in context.app.definition.roles
        ]
    )


@router.get("/api/apps/{app}/roles/{role}/members", response_model=Holders)
async def read_members(request: Request, context: Administering, role: str) -> Holders:
    """Who holds a role."""
    held = await holders(request, context)
    if role not in held:
        raise NotFound
    return held[role]


@router.put("/api/apps/{app}/roles/{role}/members", response_model=Holders)
async def replace_members(
    request: Request, context: Administering, role: str, given: MembersInput
) -> Holders:
    """Replaces the holders of a role; what somebody loses is lost with the next request."""
    if role not in {known.key for known in context.app.definition.roles}:
        raise NotFound
    async with host_of(request).database.transaction() as tx:
        members = Members(given.people, given.departments, given.groups, given.positions)
        await set_members(tx, context.principal.person, context.app.id, role, members)
    return (await holders(request, context))[role]
