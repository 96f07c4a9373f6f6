"""Groups: named sets of people, and of departments with everybody in and below them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field

from engines.issues import Issue
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables import applications
from mortise.db.tables import people as tables
from mortise.db.transaction import Reader, Tx
from mortise.errors import Conflict, Invalid, NotFound
from mortise.identity.changes import Assignments, begin_change, log_change
from mortise.identity.refusals import as_issues
from mortise.identity.texts import Name, RowId

group: Final = tables.person_group
member: Final = tables.group_member
THIS: Final = sa.bindparam("group", type_=sa.BigInteger)
ARCHIVED: Final = sa.bindparam("archived", type_=sa.Boolean)
PLACES: Final = {
    "person_group_name_idx": "/name",
    "group_member_person_id_fkey": "/people",
    "group_member_department_id_fkey": "/departments",
}


class GroupInput(BaseModel):
    """What may be said of a group; in a change, what is not said stays."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name = ""
    name_en: Name = ""
    people: Annotated[tuple[RowId, ...], Field(max_length=10_000)] = ()
    departments: Annotated[tuple[RowId, ...], Field(max_length=1_000)] = ()
    archived: bool = False


class GroupInUse(Conflict):
    """A group that holds a role cannot be put away."""

    code = "group_in_use"


@dataclass(frozen=True, slots=True)
class Group:
    """A group and its members, with their names."""

    row: Record
    people: Sequence[Record]
    departments: Sequence[Record]


def counted(column: sa.Column[Any]) -> sa.ScalarSelect[int]:
    """How many members of one kind a group has."""
    return (
        sa.select(sa.func.count())
        .select_from(member)
        .where(member.c.group_id == group.c.id, column.is_not(None))
        .scalar_subquery()
    )


def members(table: sa.Table, column: sa.Column[Any]) -> sa.Select[tuple[Any, ...]]:
    """The members of one kind, with their names."""
    return (
        sa.select(table.c.id, table.c.name, table.c.name_en)
        .join(member, column == table.c.id)
        .where(member.c.group_id == THIS)
    )


def adding(column: sa.Column[Any]) -> sa.Insert:
    """One member for each id of an array."""
    ids = sa.func.unnest(sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger)))
    return sa.insert(member).from_select([member.c.group_id, column], sa.select(THIS, ids))


COLUMNS: Final = (
    group.c.id,
    group.c.name,
    group.c.name_en,
    group.c.archived_at.is_not(None).label("archived"),
)
GIVEN: Final[Assignments] = {
    group.c.name: sa.bindparam("name"),
    group.c.name_en: sa.bindparam("name_en"),
    group.c.archived_at: sa.case((ARCHIVED, sa.func.coalesce(group.c.archived_at, sa.func.now()))),
}
LIST: Final = prepare(
    sa.select(
        *COLUMNS,
        counted(member.c.person_id).label("people"),
        counted(member.c.department_id).label("departments"),
    ).order_by(group.c.name, group.c.id)
)
ONE: Final = prepare(sa.select(*COLUMNS).where(group.c.id == THIS))
PEOPLE: Final = prepare(
    members(tables.person, member.c.person_id).order_by(tables.person.c.pinyin, tables.person.c.id)
)
DEPARTMENTS: Final = prepare(
    members(tables.department, member.c.department_id).order_by(tables.department.c.id)
)
INSERT: Final = prepare(
    sa.insert(group).values(name=sa.bindparam("name"), name_en=sa.bindparam("name_en")).returning(group.c.id)
)
UPDATE: Final = prepare(sa.update(group).where(group.c.id == THIS).values(GIVEN))
CLEAR: Final = prepare(sa.delete(member).where(member.c.group_id == THIS))
ADD_PEOPLE: Final = prepare(adding(member.c.person_id))
ADD_DEPARTMENTS: Final = prepare(adding(member.c.department_id))
IS_IN_USE: Final = prepare(
    sa.select(
        sa.exists(sa.select(applications.role_member.c.id).where(applications.role_member.c.group_id == THIS))
    )
)


async def list_groups(reader: Reader) -> list[Record]:
    """Every group, also those that are put away, with how many people and departments are named in it."""
    return await reader.fetch(LIST)


async def read_group(reader: Reader, number: int) -> Group:
    """A group with its members; NotFound for a number that is none's."""
    row = await reader.fetchrow(ONE, {"group": number})
    if row is None:
        raise NotFound
    people = await reader.fetch(PEOPLE, {"group": number})
    return Group(row, people, await reader.fetch(DEPARTMENTS, {"group": number}))


async def create_group(tx: Tx, actor: int | None, given: GroupInput) -> int:
    """A new group; its id."""
    if not given.name:
        raise Invalid([Issue("name_required", "/name")])
    await begin_change(tx)
    with as_issues(PLACES):
        number = await tx.fetchval(INSERT, {"name": given.name, "name_en": given.name_en})
    if not isinstance(number, int):
        raise LookupError("the new group has no id")
    values = in_order(given.model_dump(exclude={"archived"}))
    await _fill(tx, number, values)
    await log_change(tx, "group", number, "create", actor, None, values)
    return number


async def change_group(tx: Tx, actor: int | None, number: int, given: GroupInput) -> None:
    """Changes what was said of a group; who is taken out loses with the next request what the group brought."""
    await begin_change(tx)
    before = await read_group(tx, number)
    old = {
        **{key: before.row[key] for key in ("name", "name_en", "archived")},
        "people": sorted(row["id"] for row in before.people),
        "departments": sorted(row["id"] for row in before.departments),
    }
    new = in_order({**old, **given.model_dump(include=given.model_fields_set)})
    if not new["name"]:
        raise Invalid([Issue("name_required", "/name")])
    if new["archived"] and not old["archived"] and await tx.fetchval(IS_IN_USE, {"group": number}):
        raise GroupInUse
    with as_issues(PLACES):
        await tx.execute(UPDATE, {**new, "group": number})
    if (new["people"], new["departments"]) != (old["people"], old["departments"]):
        await tx.execute(CLEAR, {"group": number})
        await _fill(tx, number, new)
    await log_change(tx, "group", number, "update", actor, old, new)


async def _fill(tx: Tx, number: int, values: dict[str, Any]) -> None:
    with as_issues(PLACES):
        await tx.execute(ADD_PEOPLE, {"group": number, "ids": values["people"]})
        await tx.execute(ADD_DEPARTMENTS, {"group": number, "ids": values["departments"]})


def in_order(values: dict[str, Any]) -> dict[str, Any]:
    """The values with the members in order, each once."""
    return {
        **values,
        "people": sorted(set(values["people"])),
        "departments": sorted(set(values["departments"])),
    }
