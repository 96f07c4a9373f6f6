"""The directory: people as everybody in the company finds them."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from engines.definition import Locale
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables import people as tables
from mortise.db.transaction import Reader
from mortise.identity.belonging import downwards
from mortise.identity.names import folded

person: Final = tables.person
department: Final = tables.department
position: Final = tables.position
other: Final = tables.person_department

SEARCHED: Final = sa.func.lower(
    person.c.name + " " + person.c.name_en + " " + person.c.login + " " + person.c.pinyin
)
IDS: Final = sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger))
WANTED: Final = sa.bindparam("search", type_=sa.Text)
PREFIX: Final = sa.bindparam("prefix", type_=sa.Text)

DEPARTMENT: Final = sa.bindparam("department", type_=sa.BigInteger)
POSITION: Final = sa.bindparam("position", type_=sa.BigInteger)
GROUP: Final = sa.bindparam("group", type_=sa.BigInteger)


def is_in(departments: sa.CTE) -> sa.ColumnElement[bool]:
    """Whether a person is in one of the departments, with their main department or another."""
    wanted = sa.select(departments.c.id)
    return sa.or_(
        person.c.main_department_id.in_(wanted),
        sa.exists().where(other.c.person_id == person.c.id, other.c.department_id.in_(wanted)),
    )


def belongs() -> sa.ColumnElement[bool]:
    """Whether a person is in the department or in one below it."""
    return sa.or_(DEPARTMENT.is_(None), is_in(downwards(sa.select(DEPARTMENT.label("id")), "below")))


def is_one_of(positions: sa.Select[tuple[int]]) -> sa.ColumnElement[bool]:
    """Whether a person has one of the positions somewhere."""
    return sa.or_(
        person.c.position_id.in_(positions),
        sa.exists().where(other.c.person_id == person.c.id, other.c.position_id.in_(positions)),
    )


def is_in_group(groups: sa.Select[tuple[int]], name: str) -> sa.ColumnElement[bool]:
    """Whether a person, or a department that the person is in or below, is in one of the groups."""
    member = tables.group_member
    in_groups = member.c.group_id.in_(groups)
    departments = sa.select(member.c.department_id.label("id")).where(
        in_groups, member.c.department_id.is_not(None)
    )
    return sa.or_(
        person.c.id.in_(sa.select(member.c.person_id).where(in_groups)),
        is_in(downwards(departments, name)),
    )


def called(table: sa.Table) -> sa.Select[tuple[int]]:
    """What is in use and has the search in its name."""
    named = sa.func.lower(table.c.name + " " + table.c.name_en)
    return sa.select(table.c.id).where(table.c.archived_at.is_(None), sa.func.strpos(named, WANTED) > 0)


BY_NAME: Final = sa.or_(WANTED == "", sa.func.strpos(SEARCHED, WANTED) > 0)

FIND: Final = prepare(
    sa.select(
        person.c.id,
        person.c.name,
        person.c.name_en,
        person.c.active,
        sa.or_(person.c.must_change_password, person.c.password_hash.is_(None)).label("awaits_password"),
        department.c.id.label("department"),
        department.c.name.label("department_name"),
        department.c.name_en.label("department_name_en"),
        position.c.id.label("position"),
        position.c.name.label("position_name"),
        position.c.name_en.label("position_name_en"),
    )
    .select_from(
        person.outerjoin(department, department.c.id == person.c.main_department_id).outerjoin(
            position, position.c.id == person.c.position_id
        )
    )
    .where(
        sa.or_(IDS.is_(None), person.c.id == sa.func.any(IDS)),
        sa.or_(IDS.is_not(None), sa.bindparam("all", type_=sa.Boolean), person.c.active),
        belongs(),
        sa.or_(POSITION.is_(None), is_one_of(sa.select(POSITION))),
        sa.or_(GROUP.is_(None), is_in_group(sa.select(GROUP), "below_group")),
        sa.or_(
            BY_NAME,
            is_one_of(called(position)),
            is_in_group(called(tables.person_group), "below_groups"),
        ),
    )
    .order_by(
        BY_NAME.desc(),
        sa.func.starts_with(person.c.pinyin, PREFIX).desc(),
        (sa.func.strpos(" " + SEARCHED, " " + WANTED) > 0).desc(),
        person.c.active.desc(),
        person.c.pinyin,
        person.c.name,
        person.c.id,
    )
    .limit(sa.bindparam("limit", type_=sa.Integer))
    .offset(sa.bindparam("offset", type_=sa.Integer))
)


async def find_people(
    reader: Reader,
    *,
    search: str = "",
    ids: Sequence[int] | None = None,
    department: int | None = None,
    position: int | None = None,
    group: int | None = None,
    include_inactive: bool = False,
    limit: int = 50,
    offset: int = 0,
) -> list[Record]:
    """People whose name, login, pinyin or initials contain the search, and after them those whose position or group
    does; with `ids`, those and no others; with `department`, those in it and below; with `position` or `group`, those
    who have the one or are in the other."""
    wanted = folded(search).replace("\x00", "")
    return await reader.fetch(
        FIND,
        {
            "search": wanted,
            "prefix": wanted,
            "department": department,
            "position": position,
            "group": group,
            "ids": None if ids is None else list(ids),
            "all": include_inactive,
            "limit": limit,
            "offset": offset,
        },
    )


def title(row: Record, locale: Locale, prefix: str = "") -> str:
    """The name in the reader's language, or in the other when it has none."""
    chinese, english = str(row[prefix + "name"]), str(row[prefix + "name_en"])
    return (english or chinese) if locale == "en" else (chinese or english)
