"""Who holds which role of an application: people, departments with everyone in and below them, groups with their
members, and positions with whoever is in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

import sqlalchemy as sa

from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables import applications
from mortise.db.tables import people as tables
from mortise.db.transaction import Reader, Tx
from mortise.identity.belonging import belonging
from mortise.identity.changes import begin_change, log_change
from mortise.identity.refusals import as_issues

HolderKind = Literal["people", "departments", "groups", "positions"]
HOLDERS: Final[tuple[HolderKind, ...]] = get_args(HolderKind)

member: Final = applications.role_member
APP: Final = sa.bindparam("app", type_=sa.BigInteger)
ROLE: Final = sa.bindparam("role", type_=sa.Text)
HELD_BY: Final[Mapping[HolderKind, sa.Column[int]]] = {
    "people": member.c.person_id,
    "departments": member.c.department_id,
    "groups": member.c.group_id,
    "positions": member.c.position_id,
}
PLACES: Final = {f"role_member_{column.name}_fkey": f"/{kind}" for kind, column in HELD_BY.items()}


@dataclass(frozen=True, slots=True)
class Members:
    """The holders of a role, by id."""

    people: Sequence[int] = ()
    departments: Sequence[int] = ()
    groups: Sequence[int] = ()
    positions: Sequence[int] = ()

    def of(self, kind: HolderKind) -> list[int]:
        """The holders of one kind, in order, each once."""
        given: Mapping[HolderKind, Sequence[int]] = {
            "people": self.people,
            "departments": self.departments,
            "groups": self.groups,
            "positions": self.positions,
        }
        return sorted(set(given[kind]))


@dataclass(frozen=True, slots=True)
class Holder:
    """One holder of a role."""

    role: str
    kind: HolderKind
    id: int
    row: Record
    """With the names."""


HELD: Final = prepare(sa.select(*HELD_BY.values()).where(member.c.app_id == APP, member.c.role == ROLE))


def named() -> sa.Select[tuple[object, ...]]:
    """Members with their names."""
    sources = (tables.person, tables.department, tables.person_group, tables.position)
    joined: sa.FromClause = member
    for column, source in zip(HELD_BY.values(), sources, strict=True):
        joined = joined.outerjoin(source, source.c.id == column)
    return (
        sa.select(
            member.c.role,
            *HELD_BY.values(),
            sa.func.coalesce(*(source.c.name for source in sources)).label("name"),
            sa.func.coalesce(*(source.c.name_en for source in sources)).label("name_en"),
        )
        .select_from(joined)
        .where(member.c.app_id == APP)
        .order_by(member.c.role, tables.person.c.pinyin, member.c.id)
    )


def ways() -> sa.Select[tuple[object, ...]]:
    """The members by which the person who is bound holds roles."""
    return named().where(belonging().holds())


NAMED: Final = prepare(named())
WAYS: Final = prepare(ways())
CLEAR: Final = prepare(sa.delete(member).where(member.c.app_id == APP, member.c.role == ROLE))


def adding(column: sa.Column[int]) -> sa.Insert:
    """One row for each id of an array."""
    ids = sa.func.unnest(sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger)))
    return sa.insert(member).from_select([member.c.app_id, member.c.role, column], sa.select(APP, ROLE, ids))


ADD: Final = {kind: prepare(adding(column)) for kind, column in HELD_BY.items()}


async def read_members(reader: Reader, app: int, role: str) -> Members:
    """The holders of one role."""
    rows = await reader.fetch(HELD, {"app": app, "role": role})
    ids = {
        kind: sorted(row[column.name] for row in rows if row[column.name] is not None)
        for kind, column in HELD_BY.items()
    }
    return Members(ids["people"], ids["departments"], ids["groups"], ids["positions"])


async def list_members(reader: Reader, app: int) -> list[Holder]:
    """The holders of every role of an application, with their names."""
    return [holder(row) for row in await reader.fetch(NAMED, {"app": app})]


async def list_ways(reader: Reader, app: int, person: int) -> list[Holder]:
    """By what a person holds roles of an application: themselves, or what they belong to."""
    return [holder(row) for row in await reader.fetch(WAYS, {"app": app, "person": person})]


def holder(row: Record) -> Holder:
    """The holder that a row of `named` is."""
    kind = next(kind for kind, column in HELD_BY.items() if row[column.name] is not None)
    return Holder(row["role"], kind, row[HELD_BY[kind].name], row)


async def set_members(tx: Tx, actor: int | None, app: int, role: str, given: Members) -> None:
    """Replaces the holders of a role."""
    await begin_change(tx)
    before = await read_members(tx, app, role)
    old, new = told(role, before), told(role, given)
    if new == old:
        return
    await tx.execute(CLEAR, {"app": app, "role": role})
    with as_issues(PLACES):
        for kind in HOLDERS:
            await tx.execute(ADD[kind], {"app": app, "role": role, "ids": given.of(kind)})
    await log_change(tx, "role_member", app, "update", actor, old, new)


def told(role: str, members: Members) -> dict[str, object]:
    """Members as the log keeps them."""
    return {role: {kind: members.of(kind) for kind in HOLDERS}}
