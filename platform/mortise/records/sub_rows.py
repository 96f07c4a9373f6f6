"""The rows of a sub-table as one statement writes them: kept and changed, added, taken away, all from one value."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson
import sqlalchemy as sa
from sqlalchemy import CTE, ColumnElement, Table
from sqlalchemy.dialects.postgresql import JSONB

from engines.form.schema import SubTable
from mortise.records.columns import stored_fields

OWN_COLUMNS = frozenset({"id", "parent", "position"})


@dataclass(frozen=True, slots=True)
class RowWrites:
    """The parts of a statement that replace a record's rows; `ids` selects the id at each position."""

    parts: tuple[CTE, ...]
    ids: ColumnElement[list[int]]


def value_columns(sub: SubTable) -> tuple[str, ...]:
    """The physical columns that hold the rows' values."""
    return tuple(column.name for column in sub.table.columns if column.name not in OWN_COLUMNS)


def rows_bind(sub: SubTable) -> str:
    """The name under which the statement takes the rows."""
    return f"rows_{sub.key}"


def encode(sub: SubTable, rows: Sequence[dict[str, object]]) -> str:
    """The rows, as physical columns each, as the statement takes them."""
    writers = stored_fields(sub).to_columns
    lines: list[dict[str, object]] = []
    for position, row in enumerate(rows):
        line: dict[str, object] = {"id": row.get("id"), "position": position}
        for key, writer in writers.items():
            line.update(writer(row.get(key)))
        lines.append(line)
    return orjson.dumps(lines, default=str).decode()


def replace_rows(sub: SubTable, parent: ColumnElement[int], *, new_parent: bool) -> RowWrites:
    """Makes the bound rows the record's only ones. Rows of another record that are named by id stay untouched."""
    table, key = sub.table, sub.key
    given = _given(table, rows_bind(sub), value_columns(sub)).cte(f"given_{key}")
    names = ["position", *value_columns(sub)]
    added = (
        sa.insert(table)
        .from_select(
            ["parent", *names],
            sa.select(parent.label("parent"), *(given.c[name] for name in names)).where(given.c.id.is_(None)),
        )
        .returning(table.c.id, table.c.position)
        .cte(f"added_{key}")
    )
    if new_parent:
        return RowWrites((given, added), _ids_of(added))
    changed = (
        sa.update(table)
        .values({name: given.c[name] for name in names})
        .where(table.c.id == given.c.id, table.c.parent == parent)
        .returning(table.c.id, table.c.position)
        .cte(f"changed_{key}")
    )
    removed = (
        sa.delete(table)
        .where(
            table.c.parent == parent,
            ~sa.exists().where(given.c.id == table.c.id),
        )
        .returning(table.c.id)
        .cte(f"removed_{key}")
    )
    every = sa.union_all(
        sa.select(added.c.id, added.c.position), sa.select(changed.c.id, changed.c.position)
    ).subquery()
    return RowWrites((given, added, changed, removed), _ids_of(every))


def _given(table: Table, bind: str, names: Sequence[str]) -> sa.Select[tuple[object, ...]]:
    document = sa.cast(sa.bindparam(bind, type_=sa.Text()), JSONB)
    columns = [
        sa.column("id", sa.BigInteger),
        sa.column("position", sa.Integer),
        *(sa.column(name, table.c[name].type) for name in names),
    ]
    rows = sa.func.jsonb_to_recordset(document).table_valued(*columns).render_derived(with_types=True)
    return sa.select(*(rows.c[column.name] for column in columns))


def _ids_of(rows: sa.FromClause) -> ColumnElement[list[int]]:
    ordered = sa.select(rows.c.id).order_by(rows.c.position)
    return sa.func.array(ordered.scalar_subquery())
