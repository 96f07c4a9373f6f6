"""The first start of an installation: an administrator, the sample company, and where their logins are kept."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from mortise.db.statements import prepare
from mortise.db.tables import people as tables
from mortise.db.transaction import Tx
from mortise.identity.departments import DepartmentInput, change_department, create_department
from mortise.identity.passwords import random_password
from mortise.identity.people import PersonInput, create_person

ADMINISTRATOR: Final = "admin"
LOGINS: Final = "logins.txt"

person: Final = tables.person
ANYONE: Final = prepare(sa.select(sa.exists(sa.select(person.c.id).where(person.c.is_administrator))))
KNOWN: Final = prepare(
    sa.select(person.c.id, person.c.login).where(
        sa.func.lower(person.c.login) == sa.func.any(sa.bindparam("logins", type_=sa.ARRAY(sa.Text)))
    )
)


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """A person of a sample company; department and manager by key and login."""

    login: str
    name: str
    name_en: str
    email: str | None = None
    mobile: str | None = None
    department: str | None = None
    manager: str | None = None


@dataclass(frozen=True, slots=True)
class SampleDepartment:
    """A department of a sample company; parent and head by key and login. A parent stands before its children."""

    key: str
    name: str
    name_en: str
    parent: str | None = None
    head: str | None = None


@dataclass(frozen=True, slots=True)
class SampleCompany:
    """What became of a sample: ids by login and key, and the password that its new people have."""

    people: Mapping[str, int]
    departments: Mapping[str, int]
    logins: Mapping[str, str] = field(default_factory=dict)


async def create_administrator(tx: Tx, password: str | None) -> Mapping[str, str]:
    """The first administrator's login and password, made where there is no administrator yet; else nothing.

    A password that the operator set is taken as it is; one that is made up stays until it is changed."""
    if await tx.fetchval(ANYONE):
        return {}
    chosen = password or random_password()
    given = PersonInput(
        login=ADMINISTRATOR, name="管理员", name_en="Administrator", is_administrator=True, password=chosen
    )
    await create_person(tx, None, given, must_change=False, checked=False)
    return {ADMINISTRATOR: chosen}


async def add_sample_company(
    tx: Tx, departments: Sequence[SampleDepartment], people: Sequence[SamplePerson], password: str | None
) -> SampleCompany:
    """Adds departments and people of a sample; people whose login exists stay as they are.

    Everyone new has the same password: the operator's, or one made up."""
    rows = await tx.fetch(KNOWN, {"logins": [entry.login.lower() for entry in people]})
    numbers: dict[str, int] = {row["login"]: row["id"] for row in rows}
    places: dict[str, int] = {}
    for entry in departments:
        parent = places[entry.parent] if entry.parent is not None else None
        given = DepartmentInput(name=entry.name, name_en=entry.name_en, parent=parent)
        places[entry.key] = await create_department(tx, None, given)
    chosen = password or random_password()
    added: dict[str, str] = {}
    for newcomer in in_reporting_order(people):
        if newcomer.login in numbers:
            continue
        profile = PersonInput(
            login=newcomer.login,
            name=newcomer.name,
            name_en=newcomer.name_en,
            email=newcomer.email,
            mobile=newcomer.mobile,
            department=places[newcomer.department] if newcomer.department is not None else None,
            manager=numbers[newcomer.manager] if newcomer.manager is not None else None,
            password=chosen,
        )
        numbers[newcomer.login] = await create_person(tx, None, profile, must_change=False, checked=False)
        added[newcomer.login] = chosen
    for entry in departments:
        if entry.head is not None:
            await change_department(tx, None, places[entry.key], DepartmentInput(head=numbers[entry.head]))
    return SampleCompany(numbers, places, added)


def in_reporting_order(people: Sequence[SamplePerson]) -> list[SamplePerson]:
    """The people, each after the manager; a circle is a fault of the sample."""
    left, ordered, known = list(people), [], set[str | None]({None})
    while left:
        ready = [entry for entry in left if entry.manager in known]
        if not ready:
            raise ValueError("the sample's people report to each other in a circle")
        ordered.extend(ready)
        known |= {entry.login for entry in ready}
        left = [entry for entry in left if entry.login not in known]
    return ordered


def keep_logins(data: Path, logins: Mapping[str, str]) -> Path:
    """Adds logins and passwords to a file that only its owner reads; where it is."""
    path = data / LOGINS
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        for login, password in logins.items():
            file.write(f"{login}\t{password}\n")
    return path
