"""Signing in and out."""

from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from mortise.api.entrance import Arrived, cookie_name, refuse_elsewhere
from mortise.api.guises import take_off
from mortise.api.me import Me, me_of
from mortise.edge.answers import empty_answer, json_answer
from mortise.edge.host import host_of
from mortise.errors import NotSignedIn
from mortise.identity.sessions import LONGEST, close_session
from mortise.identity.sign_in import sign_in

router: Final = APIRouter(tags=["session"])


class Credentials(BaseModel):
    """What a person types to come in."""

    model_config = ConfigDict(extra="forbid")

    login: Annotated[str, Field(max_length=200)]
    password: str


@router.post("/api/session", response_model=Me)
async def open_session(request: Request, credentials: Credentials) -> Response:
    """Signs in, sets the session cookie, and tells who is signed in."""
    refuse_elsewhere(request)
    host = host_of(request)
    name = cookie_name(host.settings)
    session_id = await sign_in(
        host.database,
        credentials.login,
        credentials.password,
        address=request.client.host if request.client is not None else "",
        agent=request.headers.get("user-agent", ""),
        before=request.cookies.get(name),
    )
    known = await host.principals.of_session(session_id)
    if known is None:
        raise NotSignedIn
    answer = json_answer({**await me_of(request, known), "is_looking": False})
    take_off(request, answer)
    answer.set_cookie(
        name,
        session_id,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        secure=host.settings.is_secure,
        httponly=True,
        samesite="lax",
    )
    return answer


@router.delete("/api/session", status_code=204, response_class=Response)
async def end_session(request: Request, asking: Arrived) -> Response:
    """Signs out."""
    host = host_of(request)
    if asking.session is not None:
        async with host.database.transaction() as tx:
            await close_session(tx, asking.session)
    answer = empty_answer()
    take_off(request, answer)
    answer.delete_cookie(
        cookie_name(host.settings), path="/", secure=host.settings.is_secure, httponly=True, samesite="lax"
    )
    return answer
