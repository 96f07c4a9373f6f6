"""One-time links by which a person chooses a new password: made by an administrator, opened by whoever holds one."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from mortise.api.entrance import Operator, refuse_elsewhere
from mortise.edge.answers import empty_answer
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of, locale_of
from mortise.errors import Invalid
from mortise.identity.directory import title
from mortise.identity.password_links import make_link, read_link, spend_link
from mortise.identity.passwords import check_password, hash_password

router: Final = APIRouter(tags=["people"])

PAGE: Final = "/password"
"""The page that opens a link; the secret stands behind the `#`, which browsers send to no server."""

Secret = Annotated[str, Field(min_length=1, max_length=100)]


class NewPasswordLink(BaseModel):
    """A link just made, shown this once: a path of this installation, and until when it works."""

    path: str
    expires_at: datetime


class LinkInput(BaseModel):
    """The secret of a link."""

    model_config = ConfigDict(extra="forbid")

    secret: Secret


class LinkUse(BaseModel):
    """The secret of a link, and the password that is chosen."""

    model_config = ConfigDict(extra="forbid")

    secret: Secret
    password: str


class LinkOwner(BaseModel):
    """Whose password a link replaces; `first` says that they have never chosen one themselves."""

    login: str
    name: str
    first: bool
    expires_at: datetime


@router.post("/api/people/{id}/password-link", response_model=NewPasswordLink, status_code=201)
async def add_link(request: Request, operator: Operator) -> dict[str, object]:
    """Makes a link by which the person chooses a new password, once, within a day. An earlier one ends."""
    async with host_of(request).database.transaction() as tx:
        made = await make_link(tx, operator.person, path_id(request))
    return {"path": f"{PAGE}#{made.secret}", "expires_at": made.expires_at}


@router.post("/api/password-links/read", response_model=LinkOwner)
async def open_link(request: Request, given: LinkInput) -> dict[str, object]:
    """Whose link it is. The secret is sent in the body, since addresses are logged on the way."""
    refuse_elsewhere(request)
    async with host_of(request).database.read() as reader:
        row = await read_link(reader, given.secret)
    return {
        "login": row["login"],
        "name": title(row, locale_of(request)),
        "first": row["first"],
        "expires_at": row["expires_at"],
    }


@router.post("/api/password-links/use", status_code=204, response_class=Response)
async def use_link(request: Request, given: LinkUse) -> Response:
    """Replaces the password, ends the link and every session of its person."""
    refuse_elsewhere(request)
    database = host_of(request).database
    async with database.read() as reader:
        row = await read_link(reader, given.secret)
    issues = check_password(given.password, (row["login"], row["name"], row["name_en"]))
    if issues:
        raise Invalid(issue.under("/password") for issue in issues)
    hashed = await hash_password(given.password)
    async with database.transaction() as tx:
        await spend_link(tx, given.secret, hashed)
    return empty_answer()
