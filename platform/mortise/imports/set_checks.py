"""What only the database knows of all rows together: values that exist already, and rights on what would be made."""

from collections.abc import Iterator
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import ColumnElement

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


async def check_together(
    reader: Reader, context: Context, door: Door, records: RecordTable, checker: Checker
) -> None:
    """Notes rows whose unique values are taken, or stand twice in the file, and rows outside of the person's scope."""
    for index in door.form.indexes.values():
        if index.unique and index.field is not None and index.field not in checker.numbers:
            for issue, select in _uniqueness(door, records, index):
                for row in await reader.fetch(Statement(select)):
                    checker.note(row["row"], index.field, str(row["value"]), issue)
    keys = [column.field.key for column in checker.columns if column.is_written]
    actions: tuple[Literal["create", "edit"], ...] = (
        ("create",) if checker.mode == "create" else ("create", "edit")
    )
    for action in actions:
        granted = door.rights.writable(keys, action, records.table)
        allowed: ColumnElement[Any] = sa.false() if granted is None else granted
        own = records.table.c.is_new if action == "create" else ~records.table.c.is_new
        outside = (
            sa.select(records.table.c.row)
            .where(own, ~sa.func.coalesce(allowed, sa.false()))
            .order_by(records.table.c.row)
        )
        for row in await reader.fetch(Statement(outside), context.binds):
            checker.note(row["row"], "", "", OUTSIDE)


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
