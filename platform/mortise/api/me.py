"""The person who is signed in: who that is, language, theme, password and sessions."""

from datetime import date, datetime
from typing import Final, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from engines.definition import Locale
from engines.issues import Issue
from mortise.api.entrance import Arrived, ArrivedSession, SignedIn, clock_of
from mortise.api.guises import is_disguised
from mortise.api.logo import Logos, logos_answer
from mortise.edge.answers import empty_answer
from mortise.edge.host import host_of
from mortise.errors import Invalid
from mortise.identity.company import Weekday
from mortise.identity.directory import title
from mortise.identity.passwords import check_password, hash_password, is_too_long, verify_password
from mortise.identity.people import set_own_password
from mortise.identity.profile import read_profile, set_appearance, take_tour
from mortise.identity.resolution import Known
from mortise.identity.sessions import close_named_session, close_sessions, list_sessions, session_name

router: Final = APIRouter(tags=["me"])

Tour = Literal["home", "design"]
"""A part of the product that newcomers are led through."""
Theme = Literal["light", "dark", "system"]


class Titled(BaseModel):
    """Something with a name."""

    id: int
    title: str


class MyPerson(BaseModel):
    """What the pages need to know of the person."""

    id: int
    login: str
    name: str
    language: Locale
    has_chosen_language: bool
    theme: Theme
    is_administrator: bool
    department: Titled | None
    must_change_password: bool
    tours: list[str]
    """Those that the person was led through, or did not care for."""


class MyCompany(BaseModel):
    """The company's name, logo, clock and money (what one unit of another currency is worth today), and its calendar:
    weekdays on which nobody works, and weekends that are worked."""

    name: str
    time_zone: str
    base_currency: str
    week_start: Weekday
    fiscal_start: int
    logo: Logos
    rates: dict[str, str]
    days_off: list[date]
    days_on: list[date]


class Me(BaseModel):
    """Who is signed in, where, and what everybody should be warned of."""

    person: MyPerson
    company: MyCompany
    banner: list[str]
    is_looking: bool
    """Whether this browser sees an application as somebody else (GET /api/see-as)."""


class Appearance(BaseModel):
    """How a person likes the pages, and a tour of them that is over."""

    model_config = ConfigDict(extra="forbid")

    language: Locale | None = None
    theme: Theme | None = None
    tour: Tour | None = None


class PasswordChange(BaseModel):
    """The password that is, and the one to be."""

    model_config = ConfigDict(extra="forbid")

    current: str
    new: str


class SessionItem(BaseModel):
    """A place where the person is signed in."""

    id: str
    current: bool
    created_at: datetime
    last_seen_at: datetime
    address: str | None
    agent: str | None


class Sessions(BaseModel):
    """Every place where the person is signed in."""

    items: list[SessionItem]


async def me_of(request: Request, known: Known) -> dict[str, object]:
    """What `Me` says, in the person's language."""
    host, principal = host_of(request), known.principal
    async with host.database.read() as reader:
        row = await read_profile(reader, principal.person)
    department = row["department"]
    company = principal.company
    clock = clock_of(principal)
    calendar = clock.holidays
    return {
        "person": {
            "id": principal.person,
            "login": principal.login,
            "name": title(row, principal.locale),
            "language": principal.locale,
            "has_chosen_language": principal.language is not None,
            "theme": row["theme"],
            "is_administrator": principal.is_administrator,
            "department": None
            if department is None
            else {"id": department, "title": title(row, principal.locale, "department_")},
            "must_change_password": principal.must_change_password,
            "tours": row["tours"],
        },
        "company": {
            "name": company.name,
            "time_zone": company.time_zone.key,
            "base_currency": company.base_currency,
            "week_start": company.week_start,
            "fiscal_start": company.fiscal_start,
            "logo": logos_answer(dict(company.logos)),
            "rates": {code: f"{rate:f}" for code, rate in company.rates_on(clock.today).items()},
            "days_off": sorted(calendar.off),
            "days_on": sorted(calendar.on),
        },
        "banner": [] if host.settings.is_secure else ["insecure"],
        "is_looking": is_disguised(request),
    }


@router.get("/api/me", response_model=Me)
async def read_me(request: Request, asking: Arrived) -> dict[str, object]:
    """Who is signed in."""
    return await me_of(request, asking)


@router.patch("/api/me", response_model=Me)
async def change_me(request: Request, asking: SignedIn, given: Appearance) -> dict[str, object]:
    """Changes language or theme, or remembers that a tour is over."""
    host = host_of(request)
    async with host.database.transaction() as tx:
        await set_appearance(tx, asking.principal.person, language=given.language, theme=given.theme)
        if given.tour is not None:
            await take_tour(tx, asking.principal.person, given.tour)
    async with host.database.read() as reader:
        person = await host.principals.of_person(reader, asking.principal.person)
    principal = person.reading(asking.principal.locale)
    request.scope["state"]["locale"] = principal.locale
    return await me_of(request, Known(principal, asking.session, None, None))


@router.post("/api/me/password", status_code=204, response_class=Response)
async def change_password(request: Request, asking: ArrivedSession, given: PasswordChange) -> Response:
    """Replaces the password and signs the person out everywhere else."""
    host, principal = host_of(request), asking.principal
    async with host.database.read() as reader:
        row = await read_profile(reader, principal.person)
    kept: str | None = row["password_hash"]
    if is_too_long(given.current) or not await verify_password(given.current, kept):
        raise Invalid([Issue("password_wrong", "/current")])
    about = (principal.login, row["name"], row["name_en"])
    issues = check_password(given.new, about)
    if issues:
        raise Invalid(issue.under("/new") for issue in issues)
    hashed = await hash_password(given.new)
    async with host.database.transaction() as tx:
        await set_own_password(tx, principal.person, hashed, session=asking.session)
    return empty_answer()


@router.get("/api/me/sessions", response_model=Sessions)
async def read_sessions(request: Request, asking: SignedIn) -> dict[str, object]:
    """Where the person is signed in."""
    async with host_of(request).database.read() as reader:
        rows = await list_sessions(reader, asking.principal.person)
    return {
        "items": [
            {
                "id": session_name(row["token_hash"]),
                "current": row["token_hash"] == asking.session,
                "created_at": row["created_at"],
                "last_seen_at": row["last_seen_at"],
                "address": row["ip"],
                "agent": row["user_agent"],
            }
            for row in rows
        ]
    }


@router.delete("/api/me/sessions", status_code=204, response_class=Response)
async def end_other_sessions(request: Request, asking: SignedIn) -> Response:
    """Signs the person out everywhere else."""
    async with host_of(request).database.transaction() as tx:
        await close_sessions(tx, asking.principal.person, kept=asking.session)
    return empty_answer()


@router.delete("/api/me/sessions/{id}", status_code=204, response_class=Response)
async def end_session_there(request: Request, asking: SignedIn) -> Response:
    """Signs the person out at one place."""
    async with host_of(request).database.transaction() as tx:
        await close_named_session(tx, asking.principal.person, str(request.path_params["id"]))
    return empty_answer()
