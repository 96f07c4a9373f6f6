"""The statements behind the answers: who holds a role, stands above whom, is here, or acts for somebody."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by, array

from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables.applications import role_member
from mortise.db.tables.flows import delegation
from mortise.db.tables.people import (
    department,
    group_member,
    person,
    person_department,
)
from mortise.db.tables.records import record_change
from mortise.db.tables.schema import MOMENT, TEXT, setting
from mortise.db.transaction import Reader
from mortise.identity.facts import CLOSED_APPS

BIGINTS: Final = sa.ARRAY(sa.BigInteger)
ID: Final = sa.bindparam("id", type_=sa.BigInteger)


def _belongs(own: sa.CTE) -> sa.CompoundSelect[Any]:
    """Everybody with each department that they belong to, among those of `own` (column `department`)."""
    main = sa.select(person.c.id.label("person"), own).join(
        own, own.c.department == person.c.main_department_id
    )
    other = sa.select(person_department.c.person_id, own).join(
        own, own.c.department == person_department.c.department_id
    )
    return main.union(other)


def _below(start: sa.Select[Any] | sa.CompoundSelect[Any], name: str) -> sa.CTE:
    """Departments (`department`) with what was said of them (`key`), and all departments below."""
    below = sa.select(start.subquery()).cte(name, recursive=True)
    return below.union(
        sa.select(below.c.key, department.c.id).join(below, department.c.parent_id == below.c.department)
    )


def _holders() -> sa.Select[Any]:
    member = role_member.c
    mine = sa.and_(
        member.app_id == sa.bindparam("app", type_=sa.BigInteger),
        member.role == sa.any_(sa.bindparam("roles", type_=sa.ARRAY(TEXT))),
    )
    grouped = sa.select(member.role.label("key"), group_member).join(
        role_member, group_member.c.group_id == member.group_id
    )
    in_groups = grouped.where(mine).cte("in_groups")
    departments = sa.select(member.role.label("key"), member.department_id.label("department")).where(
        mine, member.department_id.is_not(None)
    )
    of_groups = sa.select(in_groups.c.key, in_groups.c.department_id).where(
        in_groups.c.department_id.is_not(None)
    )
    below = _below(departments.union(of_groups), "below")
    belonging = _belongs(below).cte("belonging")
    positioned = sa.select(member.role.label("key"), member.position_id.label("position")).where(
        mine, member.position_id.is_not(None)
    )
    positions = positioned.cte("positions")
    every = sa.union(
        sa.select(member.role.label("key"), member.person_id.label("person")).where(
            mine, member.person_id.is_not(None)
        ),
        sa.select(in_groups.c.key, in_groups.c.person_id).where(in_groups.c.person_id.is_not(None)),
        sa.select(belonging.c.key, belonging.c.person),
        sa.select(positions.c.key, person.c.id).join(person, person.c.position_id == positions.c.position),
        sa.select(positions.c.key, person_department.c.person_id).join(
            person_department, person_department.c.position_id == positions.c.position
        ),
    ).cte("every")
    return (
        sa.select(
            every.c.key, sa.func.array_agg(aggregate_order_by(every.c.person, every.c.person)).label("people")
        )
        .join(person, sa.and_(person.c.id == every.c.person, person.c.active))
        .group_by(every.c.key)
    )


def _members() -> sa.Select[Any]:
    own = group_member.c.group_id == ID
    departments = sa.select(
        sa.literal("group", sa.Text).label("key"), group_member.c.department_id.label("department")
    ).where(own, group_member.c.department_id.is_not(None))
    belonging = _belongs(_below(departments, "below")).cte("belonging")
    every = sa.union(
        sa.select(group_member.c.person_id.label("person")).where(own, group_member.c.person_id.is_not(None)),
        sa.select(belonging.c.person),
    ).cte("every")
    return _here(sa.select(every.c.person))


def _here(people: sa.Select[Any] | sa.CompoundSelect[Any]) -> sa.Select[Any]:
    return sa.select(person.c.id).where(person.c.active, person.c.id.in_(people)).order_by(person.c.id)


def _positioned() -> sa.Select[Any]:
    place = sa.bindparam("department", type_=sa.BigInteger)
    main = sa.select(person.c.id).where(
        person.c.position_id == ID, sa.or_(place.is_(None), person.c.main_department_id == place)
    )
    other = sa.select(person_department.c.person_id).where(
        person_department.c.position_id == ID,
        sa.or_(place.is_(None), person_department.c.department_id == place),
    )
    return _here(main.union(other))


def _upwards(table: sa.Table, start: sa.Column[Any], wanted: sa.Column[Any]) -> sa.Select[Any]:
    """What stands above a row, the nearest first; a circle ends where it closes."""
    seen = array([table.c.id])
    up = (
        sa.select(
            start.label("next"), wanted.label("wanted"), sa.literal(0).label("level"), seen.label("seen")
        )
        .where(table.c.id == ID)
        .cte("up", recursive=True)
    )
    further = table.alias()
    up = up.union_all(
        sa.select(
            further.c[start.name],
            further.c[wanted.name],
            up.c.level + 1,
            up.c.seen.op("||")(further.c.id),
        )
        .join(up, further.c.id == up.c.next)
        .where(~(further.c.id == sa.any_(up.c.seen)))
    )
    return sa.select(up.c.wanted).order_by(up.c.level)


def _standing() -> sa.Select[Any]:
    now = sa.bindparam("now", type_=MOMENT)
    agent = (
        sa.select(delegation.c.agent_id)
        .where(
            delegation.c.person_id == person.c.id,
            delegation.c.ended_at.is_(None),
            delegation.c.starts_at <= now,
            delegation.c.ends_at > now,
            sa.or_(
                delegation.c.app_id.is_(None), delegation.c.app_id == sa.bindparam("app", type_=sa.BigInteger)
            ),
            sa.or_(delegation.c.flow.is_(None), delegation.c.flow == sa.bindparam("flow", type_=sa.Text)),
        )
        # The narrowest word counts.
        .order_by(delegation.c.flow.is_(None), delegation.c.app_id.is_(None), delegation.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return sa.select(
        person.c.id,
        person.c.active,
        person.c.main_department_id.label("department"),
        agent.label("agent"),
    ).where(person.c.id == sa.any_(sa.bindparam("people", type_=BIGINTS)))


def _changed() -> sa.Select[Any]:
    change = record_change.c
    member = (
        sa.func.jsonb_object_keys(
            sa.func.coalesce(change.old, sa.literal_column("'{}'::jsonb")).op("||")(
                sa.func.coalesce(change.new, sa.literal_column("'{}'::jsonb"))
            )
        )
        .table_valued(sa.column("key", sa.Text), name="member")
        .render_derived()
    )
    return (
        sa.select(member.c.key)
        .distinct()
        .select_from(record_change.join(member, sa.true()))
        .where(
            change.app_id == sa.bindparam("app", type_=sa.BigInteger),
            change.form == sa.bindparam("form", type_=sa.Text),
            change.record_id == ID,
            change.at >= sa.bindparam("moment", type_=MOMENT),
        )
    )


HOLDERS: Final = prepare(_holders())
MEMBERS: Final = prepare(_members())
POSITIONED: Final = prepare(_positioned())
MANAGERS: Final = prepare(_upwards(person, person.c.manager_id, person.c.id))
HEADS: Final = prepare(_upwards(department, department.c.parent_id, department.c.head_id))
STANDING: Final = prepare(_standing())
CHANGED: Final = prepare(_changed())
INSTALLERS: Final = prepare(
    sa.select(person.c.id).where(
        person.c.active,
        person.c.is_administrator,
        ~sa.exists().where(
            setting.c.key == CLOSED_APPS, setting.c.value.has_key(sa.bindparam("app", type_=sa.Text))
        ),
    )
)


async def role_holders(reader: Reader, app: int, roles: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
    """Active people who hold each role, by whatever way."""
    rows = await reader.fetch(HOLDERS, {"app": app, "roles": list(roles)})
    return {row["key"]: tuple(row["people"]) for row in rows}


async def installers(reader: Reader, app: str) -> frozenset[int]:
    """Administrators of the installation who look after this application, too."""
    return frozenset(row["id"] for row in await reader.fetch(INSTALLERS, {"app": app}))


async def group_members(reader: Reader, group: int) -> tuple[int, ...]:
    """Active people in a group, themselves or by their department."""
    return tuple(row["id"] for row in await reader.fetch(MEMBERS, {"id": group}))


async def position_holders(reader: Reader, position: int, place: int | None) -> tuple[int, ...]:
    """Active people in a position, anywhere or in one department."""
    rows = await reader.fetch(POSITIONED, {"id": position, "department": place})
    return tuple(row["id"] for row in rows)


async def managers_above(reader: Reader, number: int) -> tuple[int, ...]:
    """To whom a person reports, and so on to the top."""
    return tuple(row["wanted"] for row in await reader.fetch(MANAGERS, {"id": number}))[1:]


async def heads_above(reader: Reader, number: int) -> tuple[int | None, ...]:
    """The heads of a department and of those above, the nearest first."""
    return tuple(row["wanted"] for row in await reader.fetch(HEADS, {"id": number}))


async def standing(
    reader: Reader, people: Sequence[int], app: int, flow: str, now: datetime
) -> Mapping[int, Record]:
    """Whether people work here, where, and who acts for them in a flow."""
    values = {"people": list(people), "app": app, "flow": flow, "now": now}
    return {row["id"]: row for row in await reader.fetch(STANDING, values)}


async def changed_since(reader: Reader, app: int, form: str, number: int, moment: datetime) -> frozenset[str]:
    """The fields of a record that were written since a moment."""
    values = {"app": app, "form": form, "id": number, "moment": moment}
    return frozenset(row["key"] for row in await reader.fetch(CHANGED, values))
