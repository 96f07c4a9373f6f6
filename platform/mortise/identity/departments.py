"""Departments: a tree with heads."""

from typing import Annotated, Final

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field

from engines.issues import Issue
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables import people as tables
from mortise.db.transaction import Reader, Tx
from mortise.errors import Conflict, Invalid, NotFound
from mortise.identity.changes import Assignments, begin_change, log_change
from mortise.identity.refusals import as_issues
from mortise.identity.texts import Name, RowId


class DepartmentInput(BaseModel):
    """What may be said of a department; in a change, what is not said stays."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name = ""
    name_en: Name = ""
    parent: RowId | None = None
    head: RowId | None = None
    position: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    archived: bool = False


class DepartmentInUse(Conflict):
    """A department that people or other departments belong to cannot be archived."""

    code = "department_in_use"


department: Final = tables.department
THIS: Final = sa.bindparam("department", type_=sa.BigInteger)
REFERENCES: Final = {"department_parent_id_fkey": "/parent", "department_head_id_fkey": "/head"}

COLUMNS: Final = (
    department.c.id,
    department.c.name,
    department.c.name_en,
    department.c.parent_id.label("parent"),
    department.c.head_id.label("head"),
    department.c.position,
    department.c.archived_at.is_not(None).label("archived"),
)
ALL: Final = prepare(
    sa.select(*COLUMNS).order_by(department.c.parent_id.nulls_first(), department.c.position, department.c.id)
)
ONE: Final = prepare(sa.select(*COLUMNS).where(department.c.id == THIS))

GIVEN: Final[Assignments] = {
    department.c.name: sa.bindparam("name"),
    department.c.name_en: sa.bindparam("name_en"),
    department.c.parent_id: sa.bindparam("parent"),
    department.c.head_id: sa.bindparam("head"),
    department.c.position: sa.bindparam("position"),
}
ARCHIVED: Final = sa.bindparam("archived", type_=sa.Boolean)
INSERT: Final = prepare(
    sa.insert(department)
    .values({**GIVEN, department.c.archived_at: sa.case((ARCHIVED, sa.func.now()))})
    .returning(department.c.id)
)
UPDATE: Final = prepare(
    sa.update(department)
    .where(department.c.id == THIS)
    .values(
        {
            **GIVEN,
            department.c.archived_at: sa.case(
                (ARCHIVED, sa.func.coalesce(department.c.archived_at, sa.func.now()))
            ),
        }
    )
)


def is_above_itself() -> sa.Select[tuple[bool]]:
    """Whether a walk from the department upwards comes back to it."""
    up = (
        sa.select(department.c.parent_id.label("id")).where(department.c.id == THIS).cte("up", recursive=True)
    )
    up = up.union(sa.select(department.c.parent_id).join(up, department.c.id == up.c.id))
    return sa.select(sa.exists(sa.select(up.c.id).where(up.c.id == THIS)))


def is_in_use() -> sa.Select[tuple[bool]]:
    """Whether active people or open departments belong to the department."""
    person, other = tables.person, tables.person_department
    return sa.select(
        sa.or_(
            sa.exists(
                sa.select(department.c.id).where(
                    department.c.parent_id == THIS, department.c.archived_at.is_(None)
                )
            ),
            sa.exists(sa.select(person.c.id).where(person.c.main_department_id == THIS, person.c.active)),
            sa.exists(
                sa.select(other.c.person_id)
                .join(person, person.c.id == other.c.person_id)
                .where(other.c.department_id == THIS, person.c.active)
            ),
        )
    )


IS_ABOVE_ITSELF: Final = prepare(is_above_itself())
IS_IN_USE: Final = prepare(is_in_use())


async def list_departments(reader: Reader) -> list[Record]:
    """Every department, those at the top first."""
    return await reader.fetch(ALL)


async def create_department(tx: Tx, actor: int | None, given: DepartmentInput) -> int:
    """A new department; its id."""
    if not given.name:
        raise Invalid([Issue("name_required", "/name")])
    await begin_change(tx)
    values = given.model_dump()
    with as_issues(REFERENCES):
        number = await tx.fetchval(INSERT, values)
    if not isinstance(number, int):
        raise LookupError("the new department has no id")
    await log_change(tx, "department", number, "create", actor, None, values)
    return number


async def change_department(tx: Tx, actor: int | None, number: int, given: DepartmentInput) -> None:
    """Changes what was said of a department: its place in the tree moves everyone below with it."""
    await begin_change(tx)
    row = await tx.fetchrow(ONE, {"department": number})
    if row is None:
        raise NotFound
    old = {key: row[key] for key in DepartmentInput.model_fields}
    new = {**old, **given.model_dump(include=given.model_fields_set)}
    if not new["name"]:
        raise Invalid([Issue("name_required", "/name")])
    if new["archived"] and not old["archived"] and await tx.fetchval(IS_IN_USE, {"department": number}):
        raise DepartmentInUse
    if new["parent"] == number:
        raise Invalid([Issue("department_circle", "/parent")])
    with as_issues(REFERENCES):
        await tx.execute(UPDATE, {**new, "department": number})
    if await tx.fetchval(IS_ABOVE_ITSELF, {"department": number}):
        raise Invalid([Issue("department_circle", "/parent")])
    await log_change(tx, "department", number, "update", actor, old, new)
