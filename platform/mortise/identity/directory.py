"""The directory: people as everybody in the company finds them."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from engines.definition import Locale
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables import people as tables
from mortise.db.transaction import Reader
from mortise.identity.names import folded

person: Final = tables.person
department: Final = tables.department

SEARCHED: Final = sa.func.lower(
    person.c.name + " " + person.c.name_en + " " + person.c.login + " " + person.c.pinyin
)
IDS: Final = sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger))
WANTED: Final = sa.bindparam("search", type_=sa.Text)
PREFIX: Final = sa.bindparam("prefix", type_=sa.Text)

DEPARTMENT: Final = sa.bindparam("department", type_=sa.BigInteger)


def belongs() -> sa.ColumnElement[bool]:
    """Whether a person is in the department or in one below it, with their main department or another."""
    below = sa.select(DEPARTMENT.label("id")).cte("below", recursive=True)
    below = below.union(sa.select(department.c.id).join(below, department.c.parent_id == below.c.id))
    other = tables.person_department
    return sa.or_(
        DEPARTMENT.is_(None),
        person.c.main_department_id.in_(sa.select(below.c.id)),
        sa.exists().where(other.c.person_id == person.c.id, other.c.department_id.in_(sa.select(below.c.id))),
    )


FIND: Final = prepare(
    sa.select(
        person.c.id,
        person.c.name,
        person.c.name_en,
        person.c.active,
        department.c.id.label("department"),
        department.c.name.label("department_name"),
        department.c.name_en.label("department_name_en"),
    )
    .select_from(person.outerjoin(department, department.c.id == person.c.main_department_id))
    .where(
        sa.or_(IDS.is_(None), person.c.id == sa.func.any(IDS)),
        sa.or_(IDS.is_not(None), sa.bindparam("all", type_=sa.Boolean), person.c.active),
        belongs(),
        sa.or_(WANTED == "", sa.func.strpos(SEARCHED, WANTED) > 0),
    )
    .order_by(
        sa.func.starts_with(person.c.pinyin, PREFIX).desc(),
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
    include_inactive: bool = False,
    limit: int = 50,
    offset: int = 0,
) -> list[Record]:
    """People whose name, login, pinyin or initials contain the search; with `ids`, those and no others; with
    `department`, those in it and below."""
    wanted = folded(search).replace("\x00", "")
    return await reader.fetch(
        FIND,
        {
            "search": wanted,
            "prefix": wanted,
            "department": department,
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
