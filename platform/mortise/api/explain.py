"""Why somebody may, or may not, do something with a record."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request

from mortise.access.context import Context
from mortise.access.explain import explain, explanation_json
from mortise.access.rights import rights_of
from mortise.api.entrance import Administering, clock_of
from mortise.definitions.roles import Action, FieldAccess
from mortise.edge.host import host_of
from mortise.errors import NotFound
from mortise.identity.people import read_person
from mortise.identity.texts import LARGEST_ID

router: Final = APIRouter(tags=["roles"])
Id = Annotated[int, Query(ge=1, le=LARGEST_ID)]


class ScopeExplained(BaseModel):
    """A row scope, and whether it admits the record (null: there is no such record)."""

    kind: str
    link: str | None = None
    condition: str = ""
    admits: bool | None


class RoleExplained(BaseModel):
    """What one of the person's roles says."""

    role: str
    allows: bool
    field_access: FieldAccess | None
    scopes: list[ScopeExplained]


class Explained(BaseModel):
    """Whether the action is granted, and by which roles and scopes."""

    granted: bool
    field_access: FieldAccess | None
    roles: list[RoleExplained]


@router.get("/api/apps/{app}/explain", response_model=Explained)
async def read_explanation(
    request: Request,
    context: Administering,
    form: str,
    record: Id,
    person: Id,
    action: Action = "view",
    field: str | None = None,
) -> object:
    """For the application's administrators: which grant lets a person do something with a record, or refuses it."""
    if form not in context.app.schema.forms:
        raise NotFound
    host = host_of(request)
    async with host.database.read() as reader:
        await read_person(reader, person)
        principal = await host.principals.of_person(reader, person)
        rights = rights_of(context.app, principal)
        asked = Context(principal, context.app, rights, clock_of(principal), context.locale)
        return explanation_json(await explain(reader, asked, form, record, action, field))
