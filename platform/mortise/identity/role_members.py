"""Who holds which role of an application: people, and departments with everyone in and below them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables import applications
from mortise.db.tables import people as tables
from mortise.db.transaction import Reader, Tx
from mortise.identity.changes import begin_change, log_change
from mortise.identity.refusals import as_issues

member: Final = applications.role_member
APP: Final = sa.bindparam("app", type_=sa.BigInteger)
ROLE: Final = sa.bindparam("role", type_=sa.Text)
PLACES: Final = {
    "role_member_person_id_fkey": "/people",
    "role_member_department_id_fkey": "/departments",
}


@dataclass(frozen=True, slots=True)
class Members:
    """The holders of a role, by id."""

    people: tuple[int, ...] = ()
    departments: tuple[int, ...] = ()


HELD: Final = prepare(
    sa.select(member.c.person_id, member.c.department_id)
    .where(member.c.app_id == APP, member.c.role == ROLE)
    .order_by(member.c.person_id, member.c.department_id)
)
NAMED: Final = prepare(
    sa.select(
        member.c.role,
        member.c.person_id,
        member.c.department_id,
        sa.func.coalesce(tables.person.c.name, tables.department.c.name).label("name"),
        sa.func.coalesce(tables.person.c.name_en, tables.department.c.name_en).label("name_en"),
    )
    .select_from(
        member.outerjoin(tables.person, tables.person.c.id == member.c.person_id).outerjoin(
            tables.department, tables.department.c.id == member.c.department_id
        )
    )
    .where(member.c.app_id == APP)
    .order_by(member.c.role, member.c.department_id, tables.person.c.pinyin, member.c.person_id)
)
CLEAR: Final = prepare(sa.delete(member).where(member.c.app_id == APP, member.c.role == ROLE))


def adding(column: sa.Column[int], bind: str) -> sa.Insert:
    """One row for each id of an array."""
    ids = sa.func.unnest(sa.bindparam(bind, type_=sa.ARRAY(sa.BigInteger)))
    return sa.insert(member).from_select([member.c.app_id, member.c.role, column], sa.select(APP, ROLE, ids))


ADD_PEOPLE: Final = prepare(adding(member.c.person_id, "people"))
ADD_DEPARTMENTS: Final = prepare(adding(member.c.department_id, "departments"))


async def read_members(reader: Reader, app: int, role: str) -> Members:
    """The holders of one role."""
    rows = await reader.fetch(HELD, {"app": app, "role": role})
    return Members(
        tuple(row["person_id"] for row in rows if row["person_id"] is not None),
        tuple(row["department_id"] for row in rows if row["department_id"] is not None),
    )


async def list_members(reader: Reader, app: int) -> list[Record]:
    """The holders of every role of an application, with their names."""
    return await reader.fetch(NAMED, {"app": app})


async def set_members(
    tx: Tx, actor: int | None, app: int, role: str, people: Sequence[int], departments: Sequence[int]
) -> None:
    """Replaces the holders of a role."""
    await begin_change(tx)
    old = await read_members(tx, app, role)
    new = Members(tuple(sorted(set(people))), tuple(sorted(set(departments))))
    if new == old:
        return
    await tx.execute(CLEAR, {"app": app, "role": role})
    with as_issues(PLACES):
        await tx.execute(ADD_PEOPLE, {"app": app, "role": role, "people": list(new.people)})
        await tx.execute(ADD_DEPARTMENTS, {"app": app, "role": role, "departments": list(new.departments)})
    await log_change(tx, "role_member", app, "update", actor, told(role, old), told(role, new))


def told(role: str, members: Members) -> dict[str, object]:
    """Members as the log keeps them."""
    return {role: {"people": list(members.people), "departments": list(members.departments)}}
