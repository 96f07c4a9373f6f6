"""The entrance: who is asking, proved by a session cookie or an API token. Every door asks here, never a path match."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import Depends
from starlette.requests import Request

from engines.expression.clock import Clock
from mortise.access.context import Context
from mortise.access.rights import rights_of
from mortise.access.seeing_as import Guise, disguised
from mortise.api.guises import is_disguised, read_guise
from mortise.definitions.published import current_version
from mortise.edge.host import Host, host_of, locale_of
from mortise.errors import Forbidden, NotFound, NotSignedIn, beyond_token
from mortise.identity.calendar import calendar_of
from mortise.identity.origin import is_from_elsewhere
from mortise.identity.principal import ORGANISATION, Principal
from mortise.identity.refusals import (
    FromElsewhere,
    LookingEnded,
    OnlyLooking,
    PasswordChangeRequired,
    SessionNeeded,
)
from mortise.identity.resolution import Known
from mortise.identity.warrants import Kind
from mortise.settings import Settings

SECURE_COOKIE: Final = "__Host-sid"
PLAIN_COOKIE: Final = "sid"
ENTERED: Final = "entered"
"""Where a request notes the application that it entered, and its version."""
READING: Final = frozenset({"GET", "HEAD"})
CHALLENGE: Final = {"WWW-Authenticate": "Bearer"}


def cookie_name(settings: Settings) -> str:
    """The session cookie's name: over https, one that browsers keep to this host and to https."""
    return SECURE_COOKIE if settings.is_secure else PLAIN_COOKIE


def refuse_elsewhere(request: Request) -> None:
    """Raises when a page of another site may be behind an unsafe request."""
    if is_from_elsewhere(request.method, request.headers, host_of(request).settings.public_url):
        raise FromElsewhere


def proof_of(request: Request) -> tuple[Kind, str] | None:
    """What a request shows to prove who is asking. A token that is given stands alone: then no cookie counts, and where
    the request comes from does not matter."""
    authorization = request.headers.get("authorization")
    if authorization is not None:
        scheme, _, text = authorization.partition(" ")
        return ("token", text.strip()) if scheme.lower() == "bearer" else None
    refuse_elsewhere(request)
    session_id = request.cookies.get(cookie_name(host_of(request).settings))
    return ("session", session_id) if session_id else None


async def known(request: Request, app: str | None = None, *, looks: bool = False) -> Known:
    """Who is asking and may do more than come in: a person whose password was chosen by somebody else, or a token of
    such a person, is refused until the person has chosen one.

    Whoever sees an application as somebody else comes in as that person, and may only read what belongs to that
    application; `looks` says that a door may be opened by them though it belongs to none, or though it is asked in a
    way that others write by."""
    if is_disguised(request):
        return await disguised_as(request, app, looks=looks)
    found = await arrived(request, app)
    if found.principal.must_change_password:
        raise PasswordChangeRequired
    return found


async def disguised_as(request: Request, app: str | None, *, looks: bool) -> Known:
    """Somebody who administers an application and sees it as somebody else, as that one."""
    guise, found = await onlooking(request)
    if not looks and (app is None or request.method not in READING):
        raise OnlyLooking
    if app not in {None, guise.app}:
        raise NotFound
    seen: Principal | None = None
    if guise.person is not None:
        host = host_of(request)
        async with host.database.read() as reader:
            seen = await host.principals.of_person(reader, guise.person)
    principal = disguised(found.principal, guise, seen)
    return replace(found, principal=principal, session=None, warrant=None, onlooker=found.principal)


async def onlooking(request: Request) -> tuple[Guise, Known]:
    """As whom an application is seen, and by whom; LookingEnded where that one does not administer it (any more)."""
    found = await arrived(request)
    guise = read_guise(request, found.session)
    found = await arrived(request, guise.app)
    if found.principal.must_change_password:
        raise PasswordChangeRequired
    try:
        context = await context_of(request, found)
    except NotFound:
        raise LookingEnded from None
    if not context.rights.administers:
        raise LookingEnded
    return guise, found


async def arrived(request: Request, app: str | None = None) -> Known:
    """Who is asking; NotSignedIn when nobody is known to be."""
    shown = proof_of(request)
    principals = host_of(request).principals
    found: Known | None = None
    if shown is not None:
        kind, text = shown
        found = await (principals.of_token if kind == "token" else principals.of_session)(text, app)
    if found is None:
        raise NotSignedIn(headers=CHALLENGE)
    principal = found.principal.reading(locale_of(request))
    request.scope["state"].update(person=principal.person, locale=principal.locale)
    return found if principal is found.principal else replace(found, principal=principal)


async def enter(request: Request, app: str, *, looks: bool = False) -> Context:
    """For plain endpoints about an application: who is asking, what that person may do there, and when. One statement
    tells the person and the version; an application that is not published, or of which the person has no role, is
    not there."""
    found = await known(request, app, looks=looks)
    return await context_of(request, found)


async def enter_oneself(request: Request, app: str) -> Context:
    """The same for what is one person's alone: whoever sees as that person does not see it."""
    if is_disguised(request):
        raise OnlyLooking
    return await enter(request, app)


def recall(request: Request, app: str) -> Context | None:
    """The same without a statement, for whom this process let in before; None for all others. What is done in this
    context counts only where it was done under the condition that the context's warrant still holds."""
    host: Host = host_of(request)
    if is_disguised(request):
        return None
    shown = proof_of(request)
    found = None if shown is None else host.principals.recall(shown[1], app)
    if found is None or found.warrant is None or found.principal.must_change_password:
        return None
    principal = found.principal.reading(locale_of(request))
    published = host.apps.kept(found.warrant.app, found.warrant.app_version)
    if published is None or shown is None or shown[0] != found.warrant.kind:
        return None
    rights = rights_of(published, principal)
    if rights.is_nothing:
        return None
    request.scope["state"].update(person=principal.person, locale=principal.locale)
    request.scope["state"][ENTERED] = (found.warrant.app, found.warrant.app_version)
    return Context(principal, published, rights, clock_of(principal), principal.locale, warrant=found.warrant)


async def context_of(request: Request, found: Known) -> Context:
    """The context of a request about the application that `known` was asked about."""
    apps = host_of(request).apps
    if found.app_id is None or found.app_version is None:
        raise NotFound
    request.scope["state"][ENTERED] = (found.app_id, found.app_version)
    published = apps.kept(found.app_id, found.app_version)
    if published is None:
        async with host_of(request).database.read() as reader:
            published = await apps.of(reader, found.app_id, found.app_version)
    principal = found.principal
    rights = rights_of(published, principal)
    if rights.is_nothing:
        raise NotFound
    return Context(principal, published, rights, clock_of(principal), principal.locale)


async def has_moved_on(request: Request) -> bool:
    """Whether another version was published since the request entered its application."""
    entered = request.scope["state"].get(ENTERED)
    if entered is None:
        return False
    async with host_of(request).database.read() as reader:
        return bool(await current_version(reader, entered[0]) != entered[1])


def clock_of(principal: Principal) -> Clock:
    """This moment, as the company's clocks and calendar have it."""
    now = datetime.now(UTC)
    return Clock(now, principal.company.time_zone, calendar_of(principal.company, now.year))


async def require_entered(request: Request, app: str) -> Context:
    """For FastAPI endpoints about an application: everybody with a role in it."""
    return await enter(request, app)


async def require_principal(request: Request) -> Principal:
    """For FastAPI endpoints: who is asking."""
    return (await known(request)).principal


async def require_looking(request: Request) -> Principal:
    """For endpoints that tell what everybody may know: who is asking, also as somebody else."""
    return (await known(request, looks=True)).principal


async def require_arrived(request: Request) -> Known:
    """For the few endpoints that are open before the password is changed: who is asking."""
    return await arrived(request)


async def require_session(request: Request) -> Known:
    """For endpoints that decide over passwords and tokens: a person who signed in."""
    return of_session(await known(request))


async def require_arrived_session(request: Request) -> Known:
    """For the endpoint that changes the password: a person who signed in."""
    if is_disguised(request):
        raise OnlyLooking
    return of_session(await arrived(request))


def of_session(found: Known) -> Known:
    """Raises when a token is asking."""
    if found.session is None:
        raise SessionNeeded
    return found


async def require_operator(request: Request) -> Principal:
    """For endpoints of those who run the installation; no token reaches that far."""
    found = await require_session(request)
    if not found.principal.is_administrator:
        raise Forbidden
    return found.principal


async def require_organiser(request: Request) -> Principal:
    """For endpoints that change people and departments."""
    return organising((await known(request)).principal)


def organising(principal: Principal) -> Principal:
    """Raises for who may not change people and departments."""
    if principal.is_administrator and not principal.manages_organisation:
        raise beyond_token(ORGANISATION)
    if not principal.manages_organisation:
        raise Forbidden
    return principal


async def require_app_administrator(request: Request, app: str) -> Context:
    """For endpoints that decide who may do what in an application."""
    return administering(await enter(request, app))


async def require_explaining(request: Request, app: str) -> Context:
    """For endpoints that explain rights to who decides over them, also while they see as somebody else."""
    if not is_disguised(request):
        return administering(await enter(request, app))
    guise, found = await onlooking(request)
    if app != guise.app:
        raise NotFound
    return await context_of(request, found)


def administering(context: Context) -> Context:
    """Raises for who may not decide about rights."""
    if not context.rights.administers:
        raise Forbidden
    return context


Arrived = Annotated[Known, Depends(require_arrived)]
ArrivedSession = Annotated[Known, Depends(require_arrived_session)]
SignedIn = Annotated[Known, Depends(require_session)]
Person = Annotated[Principal, Depends(require_principal)]
Looking = Annotated[Principal, Depends(require_looking)]
Organiser = Annotated[Principal, Depends(require_organiser)]
Operator = Annotated[Principal, Depends(require_operator)]
Administering = Annotated[Context, Depends(require_app_administrator)]
Explaining = Annotated[Context, Depends(require_explaining)]
Entered = Annotated[Context, Depends(require_entered)]
