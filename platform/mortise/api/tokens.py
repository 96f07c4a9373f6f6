"""API tokens of the person who is signed in."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from engines.issues import Issue
from mortise.api.entrance import SignedIn
from mortise.edge.answers import empty_answer
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of
from mortise.errors import Invalid
from mortise.identity.texts import Name
from mortise.identity.tokens import create_token, is_scope, list_tokens, revoke_token

router: Final = APIRouter(tags=["tokens"])

MOST_DAYS: Final = 366


class TokenInput(BaseModel):
    """A token to be made: what for, how far it reaches, and until when."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[Name, Field(min_length=1)]
    scopes: Annotated[list[str], Field(min_length=1, max_length=100)]
    expires_at: AwareDatetime


class TokenItem(BaseModel):
    """A token without its secret."""

    id: int
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


class Tokens(BaseModel):
    """The person's tokens."""

    items: list[TokenItem]


class NewToken(BaseModel):
    """A token just made; its text is shown this once."""

    id: int
    token: str


@router.get("/api/tokens", response_model=Tokens)
async def read_tokens(request: Request, asking: SignedIn) -> dict[str, object]:
    """The person's tokens that are not revoked."""
    async with host_of(request).database.read() as reader:
        return {"items": [dict(row) for row in await list_tokens(reader, asking.principal.person)]}


@router.post("/api/tokens", response_model=NewToken, status_code=201)
async def add_token(request: Request, asking: SignedIn, given: TokenInput) -> dict[str, object]:
    """Makes a token. It never reaches further than the person does at the moment of use."""
    issues = [
        Issue("scope_unknown", f"/scopes/{place}", {"scope": scope[:100]})
        for place, scope in enumerate(given.scopes)
        if not is_scope(scope)
    ]
    now = datetime.now(UTC)
    if not now < given.expires_at <= now + timedelta(days=MOST_DAYS):
        issues.append(Issue("expiry_out_of_range", "/expires_at", {"days": MOST_DAYS}))
    if issues:
        raise Invalid(issues)
    async with host_of(request).database.transaction() as tx:
        number, text = await create_token(
            tx,
            asking.principal.person,
            name=given.name,
            scopes=given.scopes,
            expires_at=given.expires_at,
        )
    return {"id": number, "token": text}


@router.delete("/api/tokens/{id}", status_code=204, response_class=Response)
async def remove_token(request: Request, asking: SignedIn) -> Response:
    """Revokes a token; the next request with it is refused."""
    async with host_of(request).database.transaction() as tx:
        await revoke_token(tx, asking.principal.person, path_id(request))
    return empty_answer()
