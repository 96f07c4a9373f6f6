"""People: found by everybody, managed by who manages the organisation."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request

from engines.definition import Locale
from mortise.api.entrance import Looking, Organiser
from mortise.api.me import Titled
from mortise.db.connections import Record
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of, locale_of
from mortise.identity.directory import find_people, title
from mortise.identity.passwords import random_password
from mortise.identity.people import PersonInput, Post, change_person, create_person, read_person
from mortise.identity.principal import Principal
from mortise.identity.refusals import SessionNeeded
from mortise.identity.texts import LARGEST_ID

router: Final = APIRouter(tags=["people"])

MOST: Final = 200


class PersonItem(BaseModel):
    """A person as pickers and lists show one; whether the person has yet to choose a password, whoever manages the
    organisation is told."""

    id: int
    title: str
    department: Titled | None
    position: Titled | None
    active: bool
    awaits_password: bool | None


class People(BaseModel):
    """People who match, best match first."""

    items: list[PersonItem]


class PersonRecord(BaseModel):
    """Everything that is kept of a person but the password."""

    id: int
    login: str
    name: str
    name_en: str
    email: str | None
    mobile: str | None
    language: Locale | None
    department: int | None
    departments: list[int]
    position: int | None
    positions: list[Post]
    manager: int | None
    is_administrator: bool
    active: bool


class NewPerson(PersonRecord):
    """A person just made; the password is shown this once where none was given."""

    password: str | None = None


def shown(row: Record, locale: Locale, reader: Principal) -> dict[str, object]:
    """A person as `PersonItem` says."""

    def named(key: str) -> dict[str, object] | None:
        return None if row[key] is None else {"id": row[key], "title": title(row, locale, f"{key}_")}

    return {
        "id": row["id"],
        "title": title(row, locale),
        "active": row["active"],
        "awaits_password": row["awaits_password"] if reader.manages_organisation else None,
        "department": named("department"),
        "position": named("position"),
    }


def refuse_through_token(organiser: Principal, given: PersonInput) -> None:
    """A token must not make what outlives it: a password that it knows, or another administrator."""
    if organiser.token_scopes is not None and (given.password is not None or given.is_administrator):
        raise SessionNeeded


@router.get("/api/people", response_model=People)
async def search_people(
    request: Request,
    person: Looking,
    search: Annotated[str, Query(max_length=100)] = "",
    ids: Annotated[str | None, Query(pattern=r"^[0-9]{1,19}(,[0-9]{1,19}){0,199}$")] = None,
    department: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
    position: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
    group: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
    offset: Annotated[int, Query(ge=0, le=100_000)] = 0,
    inactive: bool = False,
) -> dict[str, object]:
    """People whose name, login, pinyin or initials contain the search, and after them those whose position or group
    does; with `ids` (joined by commas), those; with `department`, those in it and below it; with `position` or
    `group`, those who have the one or are in the other."""
    wanted = (
        None if ids is None else [number for part in ids.split(",") if (number := int(part)) <= LARGEST_ID]
    )
    async with host_of(request).database.read() as reader:
        rows = await find_people(
            reader,
            search=search,
            ids=wanted,
            department=department,
            position=position,
            group=group,
            include_inactive=inactive,
            limit=limit,
            offset=offset,
        )
    return {"items": [shown(row, locale_of(request), person) for row in rows]}


@router.get("/api/people/{id}", response_model=PersonRecord)
async def open_person(request: Request, organiser: Organiser) -> dict[str, object]:
    """Everything that is kept of a person but the password."""
    async with host_of(request).database.read() as reader:
        return await read_person(reader, path_id(request))


@router.post("/api/people", response_model=NewPerson, status_code=201)
async def add_person(request: Request, organiser: Organiser, given: PersonInput) -> dict[str, object]:
    """Adds a person; without a password one is made up and shown this once."""
    refuse_through_token(organiser, given)
    made_up = random_password() if given.password is None and organiser.token_scopes is None else None
    complete = given.model_copy(update={"password": given.password or made_up})
    async with host_of(request).database.transaction() as tx:
        number = await create_person(tx, organiser.person, complete)
        return {**await read_person(tx, number), "password": made_up}


@router.patch("/api/people/{id}", response_model=PersonRecord)
async def edit_person(request: Request, organiser: Organiser, given: PersonInput) -> dict[str, object]:
    """Changes what is kept of a person; `active: false` ends every session and token at once."""
    refuse_through_token(organiser, given)
    number = path_id(request)
    async with host_of(request).database.transaction() as tx:
        await change_person(tx, organiser.person, number, given)
        return await read_person(tx, number)
