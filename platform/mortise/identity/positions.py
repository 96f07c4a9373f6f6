"""Positions: the titles that people have in departments."""

from typing import Final

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict

from engines.issues import Issue
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables import applications
from mortise.db.tables import people as tables
from mortise.db.transaction import Reader, Tx
from mortise.errors import Conflict, Invalid, NotFound
from mortise.identity.changes import Assignments, begin_change, log_change
from mortise.identity.refusals import as_issues
from mortise.identity.texts import Name

position: Final = tables.position
THIS: Final = sa.bindparam("position", type_=sa.BigInteger)
ARCHIVED: Final = sa.bindparam("archived", type_=sa.Boolean)
PLACES: Final = {"position_name_idx": "/name"}


class PositionInput(BaseModel):
    """What may be said of a position; in a change, what is not said stays."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name = ""
    name_en: Name = ""
    archived: bool = False


class PositionInUse(Conflict):
    """A position that somebody has, or that holds a role, cannot be put away."""

    code = "position_in_use"


def holders() -> sa.Subquery:
    """Active people by the positions that they have, each person once for each."""
    person, other = tables.person, tables.person_department
    return (
        sa.select(person.c.position_id.label("position"), person.c.id.label("person"))
        .where(person.c.active, person.c.position_id.is_not(None))
        .union(
            sa.select(other.c.position_id, other.c.person_id)
            .join(person, person.c.id == other.c.person_id)
            .where(person.c.active, other.c.position_id.is_not(None))
        )
        .subquery("holders")
    )


def listing() -> sa.Select[tuple[object, ...]]:
    """Every position with how many people have it."""
    held = holders()
    counted = sa.select(held.c.position, sa.func.count().label("people")).group_by(held.c.position).subquery()
    return (
        sa.select(*COLUMNS, sa.func.coalesce(counted.c.people, 0).label("people"))
        .select_from(position.outerjoin(counted, counted.c.position == position.c.id))
        .order_by(position.c.name, position.c.id)
    )


def is_in_use() -> sa.Select[tuple[bool]]:
    """Whether an active person has the position, or a role is held by it."""
    held, member = holders(), applications.role_member
    return sa.select(
        sa.or_(
            sa.exists(sa.select(held.c.person).where(held.c.position == THIS)),
            sa.exists(sa.select(member.c.id).where(member.c.position_id == THIS)),
        )
    )


COLUMNS: Final = (
    position.c.id,
    position.c.name,
    position.c.name_en,
    position.c.archived_at.is_not(None).label("archived"),
)
GIVEN: Final[Assignments] = {
    position.c.name: sa.bindparam("name"),
    position.c.name_en: sa.bindparam("name_en"),
    position.c.archived_at: sa.case((ARCHIVED, sa.func.coalesce(position.c.archived_at, sa.func.now()))),
}
LIST: Final = prepare(listing())
ONE: Final = prepare(sa.select(*COLUMNS).where(position.c.id == THIS))
INSERT: Final = prepare(
    sa.insert(position)
    .values(name=sa.bindparam("name"), name_en=sa.bindparam("name_en"))
    .returning(position.c.id)
)
UPDATE: Final = prepare(sa.update(position).where(position.c.id == THIS).values(GIVEN))
IS_IN_USE: Final = prepare(is_in_use())


async def list_positions(reader: Reader) -> list[Record]:
    """Every position, also those that are put away."""
    return await reader.fetch(LIST)


async def create_position(tx: Tx, actor: int | None, given: PositionInput) -> int:
    """A new position; its id."""
    if not given.name:
        raise Invalid([Issue("name_required", "/name")])
    await begin_change(tx)
    values = given.model_dump(exclude={"archived"})
    with as_issues(PLACES):
        number = await tx.fetchval(INSERT, values)
    if not isinstance(number, int):
        raise LookupError("the new position has no id")
    await log_change(tx, "position", number, "create", actor, None, values)
    return number


async def change_position(tx: Tx, actor: int | None, number: int, given: PositionInput) -> None:
    """Changes what was said of a position; one that is in use is not put away."""
    await begin_change(tx)
    row = await tx.fetchrow(ONE, {"position": number})
    if row is None:
        raise NotFound
    old = {key: row[key] for key in PositionInput.model_fields}
    new = {**old, **given.model_dump(include=given.model_fields_set)}
    if not new["name"]:
        raise Invalid([Issue("name_required", "/name")])
    if new["archived"] and not old["archived"] and await tx.fetchval(IS_IN_USE, {"position": number}):
        raise PositionInUse
    with as_issues(PLACES):
        await tx.execute(UPDATE, {**new, "position": number})
    await log_change(tx, "position", number, "update", actor, old, new)
