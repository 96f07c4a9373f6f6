"""The statements that write a record: its row and its sub-tables' rows at once, then its log and its event, in the
same statement wherever nothing has to happen in between."""

from dataclasses import dataclass
from typing import Any, Final, Literal

import sqlalchemy as sa
from sqlalchemy import CTE, ColumnElement

from mortise.access.context import Context
from mortise.records.access import Door
from mortise.records.changes import logged
from mortise.records.linking import replace_links
from mortise.records.projection import Projection, Wanted, project, readable_keys
from mortise.records.shapes import READS, Read
from mortise.records.sub_rows import replace_rows

ALLOWED: Final = "__allowed"
"""Whether the record as written is one that the person may write so."""
SEEN: Final = "__seen"
"""Whether the person may view the record as written."""
ROW_IDS: Final = "__ids_"
"""Before a sub-table's key: the ids of its rows in their order."""

ID: Final = sa.bindparam("id", type_=sa.BigInteger())
BLIND: Final = ("id", "version")
"""What is told of a record that its writer may not view."""

Action = Literal["create", "edit"]


@dataclass(frozen=True, slots=True)
class WriteShape:
    """What a write touches: physical columns, what the person set, sub-tables whose rows are replaced, fields that list
    other records than before, and whether the log is written by the same statement."""

    action: Action
    columns: tuple[str, ...]
    fields: tuple[str, ...]
    rows: tuple[str, ...]
    links: tuple[str, ...]
    logs: bool


def writing(context: Context, door: Door, shape: WriteShape) -> Read:
    """The statement that adds a record, or changes the one bound as `id` that the transaction has locked."""
    key = ("write", context.rights, door.form.key, shape)
    kept = READS.find(key)
    if kept is not None:
        return kept
    table = door.form.table
    values: dict[str, Any] = {
        name: sa.bindparam(f"v_{name}", type_=table.c[name].type) for name in shape.columns
    }
    if shape.action == "create":
        written = sa.insert(table).values(values).returning(*table.c).cte("written")
    else:
        values["version"] = table.c.version + 1
        written = sa.update(table).values(values).where(table.c.id == ID).returning(*table.c).cte("written")
    parts: list[CTE] = []
    columns = [
        sa.func.coalesce(_allowed(door, shape, written), sa.false()).label(ALLOWED),
        sa.func.coalesce(door.rows("view", written), sa.false()).label(SEEN),
    ]
    for name in shape.rows:
        sub = door.form.sub_tables[name]
        parent = sa.select(written.c.id).scalar_subquery()
        replaced = replace_rows(sub, parent, new_parent=shape.action == "create")
        parts.extend(replaced.parts)
        columns.append(replaced.ids.label(ROW_IDS + name))
    for name in shape.links:
        parent = sa.select(written.c.id).scalar_subquery()
        parts.extend(replace_links(door.form.junctions[name], parent, new_parent=shape.action == "create"))
    if shape.logs:
        parts.extend(logged(written))
    projection = _projection(context, door, written, whole=shape.logs)
    select = sa.select(*projection.columns, *columns).select_from(projection.source).add_cte(*parts)
    return READS.keep(key, projection, select)


def closing(context: Context, door: Door) -> Read:
    """The statement that logs what earlier statements wrote to the record bound as `id`, and reads it."""
    key = ("close", context.rights, door.form.key)
    kept = READS.find(key)
    if kept is not None:
        return kept
    table = door.form.table
    written = sa.select(table.c.id, table.c.version).where(table.c.id == ID).cte("written")
    projection = _projection(context, door, table, whole=True)
    select = (
        sa.select(*projection.columns, sa.func.coalesce(door.rows("view", table), sa.false()).label(SEEN))
        .select_from(projection.source)
        .where(table.c.id == ID)
        .add_cte(*logged(written))
    )
    return READS.keep(key, projection, select)


def _projection(context: Context, door: Door, table: sa.FromClause, *, whole: bool) -> Projection:
    keys = readable_keys(context.rights, door.form, rows=True) if whole else BLIND
    return project(
        context.app.schema, context.rights, door.form, table, Wanted(keys, frozenset(), context.locale)
    )


def _allowed(door: Door, shape: WriteShape, written: CTE) -> ColumnElement[Any]:
    granted = door.rights.writable(shape.fields, shape.action, written)
    return sa.false() if granted is None else granted
