"""What only the database knows of all rows together: values that exist already, and rights on what would be made."""

from collections.abc import Iterator
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from engines.form.system import OWNER
from engines.form.tables import Index
from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.statements import Statement
from mortise.db.transaction import Reader
from mortise.imports.checking import Checker
from mortise.imports.staging import RecordTable
from mortise.records.access import Door

ALREADY = Issue("already_exists")
TWICE = Issue("import_value_twice")
OUTSIDE = Issue("outside_scope")
NOT_TRANSFERABLE = Issue("not_transferable")


async def check_together(
    reader: Reader, context: Context, door: Door, records: RecordTable, checker: Checker
) -> None:
    """Notes rows whose unique values are taken, or stand twice in the file, and rows outside of the person's scopes."""
    await check_unique(reader, door, records, checker)
    await check_scope(reader, context, door, records, checker, "create", imports=True)
    if checker.owners is not None:
        await _check_owners(reader, context, door, records, checker)
    if checker.mode != "create":
        await check_scope(reader, context, door, records, checker, "edit")


async def check_unique(reader: Reader, door: Door, records: RecordTable, checker: Checker) -> None:
    """Notes rows whose unique values are taken, or stand twice in the file."""
    for index in door.form.indexes.values():
        if index.unique and index.field is not None and index.field not in checker.numbers:
            for issue, select in _uniqueness(door, records, index):
                for row in await reader.fetch(Statement(select)):
                    checker.note(row["row"], index.field, str(row["value"]), issue)


async def check_scope(
    reader: Reader,
    context: Context,
    door: Door,
    records: RecordTable,
    checker: Checker,
    action: Literal["create", "edit"],
    *,
    imports: bool = False,
) -> None:
    """Notes rows that lie, as they would be, outside of what the person may make or edit; `imports` where they must
    also be the person's to bring in."""
    table = records.table
    keys = [column.field.key for column in checker.columns if column.is_written and column.field.key != OWNER]
    granted = door.rights.writable(keys, action, table)
    allowed: ColumnElement[Any] = sa.false() if granted is None else granted
    if imports:
        allowed = sa.and_(allowed, door.rows("import", table))
    own = (
        table.c.is_new
        if action == "create"
        else sa.and_(~table.c.is_new, sa.func.array_position(table.c.changed, OWNER).is_(None))
    )
    outside = sa.select(table.c.row).where(own, ~sa.func.coalesce(allowed, sa.false())).order_by(table.c.row)
    for row in await reader.fetch(Statement(outside), context.binds):
        checker.note(row["row"], "", "", OUTSIDE)


async def _check_owners(
    reader: Reader, context: Context, door: Door, records: RecordTable, checker: Checker
) -> None:
    """Notes rows whose records would be somebody else's, where the person may not hand over such."""
    table = records.table
    allowed = sa.func.coalesce(door.rows("transfer", table), sa.false())
    others = table.c.owner != sa.bindparam("importer", type_=sa.BigInteger())
    outside = sa.select(table.c.row).where(table.c.is_new, others, ~allowed).order_by(table.c.row)
    values = {**context.binds, "importer": context.principal.person}
    for row in await reader.fetch(Statement(outside), values):
        checker.note(row["row"], OWNER, "", NOT_TRANSFERABLE)


def _uniqueness(door: Door, records: RecordTable, index: Index) -> Iterator[tuple[Issue, sa.Select[Any]]]:
    own, target = records.table, door.form.table
    column = own.c[index.field or ""]
    text = isinstance(column.type, sa.String)
    value = sa.func.btrim(column) if text else column
    there = sa.func.btrim(target.c[index.field or ""]) if text else target.c[index.field or ""]
    filled = value != sa.literal_column("''") if text else value.is_not(None)
    another = sa.or_(own.c.id.is_(None), target.c.id != own.c.id)
    taken = sa.exists().where(there == value, target.c.deleted_at.is_(None), another)
    yield ALREADY, sa.select(own.c.row, column.label("value")).where(filled, taken).order_by(own.c.row)
    turn = sa.func.row_number().over(partition_by=value, order_by=own.c.row).label("turn")
    turns = sa.select(own.c.row, column.label("value"), turn).where(filled).subquery()
    yield TWICE, sa.select(turns.c.row, turns.c.value).where(turns.c.turn > 1).order_by(turns.c.row)
