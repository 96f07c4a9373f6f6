"""The entrance: who is asking, proved by a session cookie or an API token. Every door asks here, never a path match."""

from typing import Annotated, Final

from fastapi import Depends
from starlette.requests import Request

from mortise.edge.host import Host, host_of
from mortise.errors import Forbidden, NotSignedIn
from mortise.identity.origin import is_from_elsewhere
from mortise.identity.principal import Principal
from mortise.identity.refusals import FromElsewhere, SessionNeeded
from mortise.identity.resolution import Known
from mortise.settings import Settings

SECURE_COOKIE: Final = "__Host-sid"
PLAIN_COOKIE: Final = "sid"
CHALLENGE: Final = {"WWW-Authenticate": "Bearer"}


def cookie_name(settings: Settings) -> str:
    """The session cookie's name: over https, one that browsers keep to this host and to https."""
    return SECURE_COOKIE if settings.is_secure else PLAIN_COOKIE


def refuse_elsewhere(request: Request) -> None:
    """Raises when a page of another site may be behind an unsafe request."""
    if is_from_elsewhere(request.method, request.headers, host_of(request).settings.public_url):
        raise FromElsewhere


async def known(request: Request, app: str | None = None) -> Known:
    """Who is asking; NotSignedIn when nobody is known to be. A token that is given stands alone: then no cookie
    counts, and where the request comes from does not matter."""
    host: Host = host_of(request)
    authorization = request.headers.get("authorization")
    found: Known | None = None
    if authorization is not None:
        scheme, _, text = authorization.partition(" ")
        if scheme.lower() == "bearer":
            found = await host.principals.of_token(text.strip(), app)
    else:
        refuse_elsewhere(request)
        session_id = request.cookies.get(cookie_name(host.settings))
        if session_id:
            found = await host.principals.of_session(session_id, app)
    if found is None:
        raise NotSignedIn(headers=CHALLENGE)
    request.scope["state"].update(person=found.principal.person, locale=found.principal.language)
    return found


async def require_known(request: Request) -> Known:
    """For FastAPI endpoints: who is asking, and how that was proved."""
    return await known(request)


async def require_principal(request: Request) -> Principal:
    """For FastAPI endpoints: who is asking."""
    return (await known(request)).principal


async def require_session(request: Request) -> Known:
    """For endpoints that decide over passwords and tokens: a person who signed in."""
    found = await known(request)
    if found.session is None:
        raise SessionNeeded
    return found


async def require_organiser(request: Request) -> Principal:
    """For endpoints that change people and departments."""
    principal = (await known(request)).principal
    if not principal.manages_organisation:
        raise Forbidden
    return principal


Asking = Annotated[Known, Depends(require_known)]
SignedIn = Annotated[Known, Depends(require_session)]
Person = Annotated[Principal, Depends(require_principal)]
Organiser = Annotated[Principal, Depends(require_organiser)]
