"""Why somebody may, or may not, do something with a record."""

from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request

from engines.definition import Key
from engines.issues import Issue
from mortise.access.context import Context
from mortise.access.explain import explain, explanation_json
from mortise.access.rights import rights_of
from mortise.access.seeing_as import Guise, disguised
from mortise.api.entrance import Explaining, clock_of
from mortise.definitions.roles import Action, FieldAccess
from mortise.edge.host import host_of
from mortise.errors import Invalid, NotFound
from mortise.identity.directory import title
from mortise.identity.people import read_person
from mortise.identity.principal import Principal
from mortise.identity.role_members import HolderKind, list_ways
from mortise.identity.texts import LARGEST_ID

router: Final = APIRouter(tags=["roles"])
Id = Annotated[int, Query(ge=1, le=LARGEST_ID)]


class ScopeExplained(BaseModel):
    """A row scope, and whether it admits the record (null: there is no such record)."""

    kind: str
    link: str | None = None
    condition: str = ""
    words: dict[str, str] | None
    """What it names: the condition as a sentence, or the link that it follows."""
    admits: bool | None


class Way(BaseModel):
    """By what a person holds a role: themselves, or something that they belong to."""

    kind: HolderKind
    title: str


class RoleExplained(BaseModel):
    """What one of the person's roles says, and by what they hold it."""

    role: str
    label: dict[str, str]
    held_by: list[Way]
    allows: bool
    field_access: FieldAccess | None
    scopes: list[ScopeExplained]


class InputExplained(BaseModel):
    """Something that the field is computed from, and whether it may be read with the record."""

    name: dict[str, str]
    reads: bool


class FieldNamed(BaseModel):
    """A field, or a column of a sub-table (`lines.amount`), by what people call it."""

    key: str
    name: dict[str, str]


class Explained(BaseModel):
    """Whether the action is granted, and by which roles and scopes; `field_access` is what may be done with the field
    on this very record."""

    granted: bool
    is_there: bool
    is_deleted: bool
    field_access: FieldAccess | None
    inputs: list[InputExplained]
    fields: list[FieldNamed]
    """Everything in the form that can be asked about."""
    roles: list[RoleExplained]


@router.get("/api/apps/{app}/explain", response_model=Explained)
async def read_explanation(
    request: Request,
    context: Explaining,
    form: str,
    record: Id,
    person: Id | None = None,
    role: Key | None = None,
    action: Action = "view",
    field: str | None = None,
) -> object:
    """For the application's administrators: which grant lets a person, or who has one role and no other, do something
    with a record, or refuses it."""
    if (person is None) == (role is None):
        raise Invalid([Issue("person_or_role", "")])
    if role is not None and role not in {each.key for each in context.app.definition.roles}:
        raise NotFound
    if form not in context.app.schema.forms:
        raise NotFound
    host = host_of(request)
    async with host.database.read() as reader:
        seen: Principal | None = None
        if person is not None:
            await read_person(reader, person)
            seen = await host.principals.of_person(reader, person)
        guise = Guise(context.app.key, context.clock.now, person, role)
        principal = disguised(context.principal, guise, seen)
        rights = rights_of(context.app, principal)
        asked = Context(principal, context.app, rights, clock_of(principal), context.locale)
        found = await explain(reader, asked, form, record, action, field)
        ways = [] if person is None else await list_ways(reader, context.app.id, person)
    held_by: dict[str, list[Mapping[str, object]]] = {}
    for way in ways:
        told = {"kind": way.kind, "title": title(way.row, context.locale)}
        held_by.setdefault(way.role, []).append(told)
    return explanation_json(asked, form, found, held_by)
