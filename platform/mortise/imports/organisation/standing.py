"""The organisation as it stands, in the shape in which a table of people is held against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from engines.definition import Locale
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables import applications
from mortise.db.tables import people as tables
from mortise.db.transaction import Reader
from mortise.identity.names import folded
from mortise.identity.principal import Principal

Path = tuple[str, ...]
"""Names of departments from the top down."""

DEEPEST: Final = 50
"""Where a path of departments ends, whatever the tree says."""

person: Final = tables.person
department: Final = tables.department


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who is there."""

    id: int
    login: str
    texts: Mapping[str, str]
    """Name, English name, e-mail and mobile phone; empty where there is none."""
    department: int | None
    position: int | None
    manager: int | None
    active: bool


@dataclass(frozen=True, slots=True)
class KnownDepartment:
    """A department that is in use."""

    id: int
    path: Path
    head: int | None


@dataclass(frozen=True, slots=True)
class KnownName:
    """A position or a group that is in use; of a group, the people who are named in it."""

    id: int
    name: str
    people: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class KnownRole:
    """A role of a published application."""

    app: int
    key: str
    title: Mapping[Locale, str]
    """As people read it: app/role."""
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Known:
    """All of it. Names are folded where they are keys."""

    people: Mapping[str, KnownPerson]
    """By login."""
    departments: Mapping[Path, KnownDepartment]
    positions: Mapping[str, KnownName]
    groups: Mapping[str, KnownName]
    roles: Mapping[str, Sequence[KnownRole]]
    """By every way to write one; of a way that may mean several, all of them."""


PEOPLE: Final = prepare(
    sa.select(
        person.c.id,
        person.c.login,
        person.c.name,
        person.c.name_en,
        sa.func.coalesce(person.c.email, "").label("email"),
        sa.func.coalesce(person.c.mobile, "").label("mobile"),
        person.c.main_department_id,
        person.c.position_id,
        person.c.manager_id,
        person.c.active,
    )
)
DEPARTMENTS: Final = prepare(
    sa.select(department.c.id, department.c.name, department.c.parent_id, department.c.head_id).where(
        department.c.archived_at.is_(None)
    )
)
POSITIONS: Final = prepare(
    sa.select(tables.position.c.id, tables.position.c.name, tables.position.c.name_en).where(
        tables.position.c.archived_at.is_(None)
    )
)


def with_members(own: sa.Table, id_: sa.Column[Any], member: sa.Table, *same: Any) -> sa.ScalarSelect[Any]:
    """The people who are named among the members of something, as one array."""
    return (
        sa.select(sa.func.array_agg(member.c.person_id))
        .where(id_ == own.c.id, member.c.person_id.is_not(None), *same)
        .scalar_subquery()
    )


GROUPS: Final = prepare(
    sa.select(
        tables.person_group.c.id,
        tables.person_group.c.name,
        tables.person_group.c.name_en,
        with_members(tables.person_group, tables.group_member.c.group_id, tables.group_member).label(
            "people"
        ),
    ).where(tables.person_group.c.archived_at.is_(None))
)
ROLES: Final = prepare(
    sa.select(
        applications.app.c.id,
        applications.app.c.key,
        applications.app_version.c.definition["label"].label("label"),
        applications.app_version.c.definition["roles"].label("roles"),
    ).join(
        applications.app_version,
        sa.and_(
            applications.app_version.c.app_id == applications.app.c.id,
            applications.app_version.c.version == applications.app.c.published_version,
        ),
    )
)
HOLDERS: Final = prepare(
    sa.select(
        applications.role_member.c.app_id,
        applications.role_member.c.role,
        applications.role_member.c.person_id,
    ).where(applications.role_member.c.person_id.is_not(None))
)


async def read_known(reader: Reader, principal: Principal) -> Known:
    """The organisation, with the roles that the principal may give."""
    people = {
        folded(row["login"]): KnownPerson(
            row["id"],
            row["login"],
            {key: row[key] for key in ("name", "name_en", "email", "mobile")},
            row["main_department_id"],
            row["position_id"],
            row["manager_id"],
            row["active"],
        )
        for row in await reader.fetch(PEOPLE)
    }
    return Known(
        people,
        paths(await reader.fetch(DEPARTMENTS)),
        by_name(await reader.fetch(POSITIONS)),
        by_name(await reader.fetch(GROUPS)),
        roles_of(await reader.fetch(ROLES), await reader.fetch(HOLDERS), principal),
    )


def paths(rows: Sequence[Record]) -> Mapping[Path, KnownDepartment]:
    """Departments by their path; those under one that is put away begin with themselves."""
    by_id = {row["id"]: row for row in rows}
    found: dict[Path, KnownDepartment] = {}
    for row in rows:
        names: list[str] = []
        above: Record | None = row
        while above is not None and len(names) < DEEPEST:
            names.insert(0, above["name"])
            above = by_id.get(above["parent_id"])
        path = tuple(names)
        found.setdefault(tuple(map(folded, path)), KnownDepartment(row["id"], path, row["head_id"]))
    return found


def by_name(rows: Sequence[Record]) -> Mapping[str, KnownName]:
    """Things by both of their names."""
    found: dict[str, KnownName] = {}
    for row in rows:
        people = frozenset(row["people"] or ()) if "people" in row else frozenset()
        known = KnownName(row["id"], row["name"], people)
        for name in (row["name_en"], row["name"]):
            if name:
                found[folded(name)] = known
    return found


def roles_of(
    apps: Sequence[Record], holders: Sequence[Record], principal: Principal
) -> Mapping[str, Sequence[KnownRole]]:
    """The roles of applications that the principal administers, by every way to write one."""
    held: dict[tuple[int, str], set[int]] = {}
    for row in holders:
        held.setdefault((row["app_id"], row["role"]), set()).add(row["person_id"])
    found: dict[str, list[KnownRole]] = {}
    for app in apps:
        if not principal.administers_everything_in(app["key"]):
            continue
        names: Mapping[str, str] = app["label"] or {}
        for role in app["roles"] or ():
            own: Mapping[str, str] = role.get("label") or {}
            title: dict[Locale, str] = {
                locale: f"{names.get(locale) or app['key']}/{own.get(locale) or role['key']}"
                for locale in ("zh-CN", "en")
            }
            known = KnownRole(
                app["id"], role["key"], title, frozenset(held.get((app["id"], role["key"]), ()))
            )
            written = {role["key"], *own.values()}
            before = {app["key"], *names.values()}
            for way in {folded(each) for each in (*written, *(f"{a}/{b}" for a in before for b in written))}:
                found.setdefault(way, []).append(known)
    return found
