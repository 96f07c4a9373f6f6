"""A record as it stands in the database before a change: locked, typed, with what the person may do to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from engines.form.compiled import SubTable
from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.statements import DIALECT, Statement, StatementCache
from mortise.db.transaction import Reader, Tx
from mortise.errors import NotFound
from mortise.records.access import Door
from mortise.records.columns import listing_columns, stored_fields

STATEMENTS: Final = StatementCache()
ID: Final = sa.bindparam("id", type_=sa.BigInteger())
EDITABLE: Final = "__editable"
WRITABLE: Final = "__writable"
STATE: Final = "__state"
ROWS: Final = "__rows_"
SYSTEM: Final = (
    "id",
    "version",
    "title",
    "owner",
    "department",
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
)


@dataclass(frozen=True, slots=True)
class Stored:
    """The record's typed values; whether its row and the fields in question may be written, or the button in question
    be pressed. `state` is another after
    every write to the row, also one that makes no new version."""

    values: Mapping[str, object]
    version: int
    is_editable: bool
    is_writable: bool
    state: str


async def lock_record(
    tx: Tx, context: Context, door: Door, number: int, keys: Sequence[str], rows: Sequence[str]
) -> Stored:
    """Locks the record for a change of `keys`, reading the rows of the sub-tables `rows` with it; NotFound where the
    person sees none."""
    return await _read(
        tx, context, door, number, _select(context, door, tuple(keys), tuple(rows), locks=True), rows
    )


async def lock_pressed(
    tx: Tx, context: Context, door: Door, number: int, button: str, rows: Sequence[str] = ()
) -> Stored:
    """Locks the record for a press of a button: it may be written where the button may be pressed."""
    statement = _select(context, door, (), tuple(rows), locks=True, button=button)
    return await _read(tx, context, door, number, statement, rows)


async def read_record(
    reader: Reader, context: Context, door: Door, number: int, rows: Sequence[str], keys: Sequence[str] = ()
) -> Stored:
    """The same without a lock, for what is only looked at."""
    return await _read(
        reader, context, door, number, _select(context, door, tuple(keys), tuple(rows), locks=False), rows
    )


async def _read(
    reader: Reader, context: Context, door: Door, number: int, statement: Statement, rows: Sequence[str]
) -> Stored:
    row = await reader.fetchrow(statement, {**context.binds, "id": number})
    if row is None:
        raise NotFound
    values = typed_values(door, row)
    for key in rows:
        values[key] = typed_rows(door.form.sub_tables[key], row[ROWS + key])
    return Stored(values, row["version"], row[EDITABLE], row[WRITABLE], row[STATE])


def state_of(table: sa.FromClause) -> sa.ColumnElement[str]:
    """Which write made a row what it is, as PostgreSQL keeps it beside every row."""
    name = DIALECT.identifier_preparer.format_table(table)
    return sa.cast(sa.literal_column(f"{name}.xmin"), sa.Text)


def typed_values(door: Door, row: Record) -> dict[str, object]:
    """Fields as the form engine takes them, system columns beside them."""
    values: dict[str, object] = {key: row[key] for key in SYSTEM}
    values.update((key, read(row)) for key, read in stored_fields(door.form).from_columns.items())  # type: ignore[arg-type]  # a Record answers by name
    return values


def _columns(sub: SubTable) -> list[str]:
    return [
        "id",
        *(column.name for column in sub.table.columns if column.name not in {"id", "parent", "position"}),
    ]


def typed_rows(sub: SubTable, stored: Sequence[Sequence[object]]) -> tuple[Mapping[str, object], ...] | None:
    """The rows of a sub-table as the form engine takes them."""
    names = _columns(sub)
    rows = []
    for cells in stored:
        row = dict(zip(names, cells, strict=True))
        typed = {key: read(row) for key, read in stored_fields(sub).from_columns.items()}
        rows.append({"id": row["id"], **typed})
    return tuple(rows) or None


def _select(
    context: Context,
    door: Door,
    keys: tuple[str, ...],
    rows: tuple[str, ...],
    *,
    locks: bool,
    button: str | None = None,
) -> Statement:
    def build() -> sa.Select[Any]:
        table = door.form.table
        rights = door.rights
        pressed = None if button is None else rights.pressable(button, table)
        writable = pressed if button is not None else rights.writable(keys, "edit", table)
        columns = [
            sa.func.coalesce(door.rows("edit", table), sa.false()).label(EDITABLE),
            sa.func.coalesce(sa.false() if writable is None else writable, sa.false()).label(WRITABLE),
            state_of(table).label(STATE),
            *(_rows(door.form.sub_tables[key], table).label(ROWS + key) for key in rows),
            *listing_columns(door.form, table),
        ]
        select = sa.select(table, *columns).where(
            table.c.id == ID, table.c.deleted_at.is_(None), door.rows("view", table), *context.vouched
        )
        return select.with_for_update(of=table, key_share=True) if locks else select

    return STATEMENTS.get((context.rights, door.form.key, keys, rows, locks, button, context.shape), build)


def _rows(sub: SubTable, table: sa.Table) -> sa.ColumnElement[Any]:
    """The rows as an array of records, so that every value keeps its type on the way."""
    child = sub.table
    cells = sa.func.row(*(child.c[name] for name in _columns(sub)))
    ordered = sa.select(cells).where(child.c.parent == table.c.id).order_by(child.c.position, child.c.id)
    return sa.func.array(ordered.correlate(table).scalar_subquery())
