"""The statements that write a record: its row and its sub-tables' rows at once, then its log and its event, in the
same statement wherever nothing has to happen in between."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

import sqlalchemy as sa
from sqlalchemy import CTE, ColumnElement
from sqlalchemy.sql.visitors import iterate

from mortise.access.context import Context
from mortise.access.rights import FormRights
from mortise.definitions.watched import is_watched
from mortise.records.access import Door
from mortise.records.answers import named_ids, seen
from mortise.records.changes import linking, logged
from mortise.records.linking import replace_links
from mortise.records.projection import Projection, Wanted, project, readable_keys
from mortise.records.shapes import READS, Read
from mortise.records.stored import STATE, state_of
from mortise.records.sub_rows import replace_rows

ALLOWED: Final = "__allowed"
"""Whether the record as written is one that the person may write so."""
SEEN: Final = "__seen"
"""Whether the person may view the record as written."""
NAMED: Final = "__named_"
"""Before what named ids are of: the ids."""
ROW_IDS: Final = "__ids_"
"""Before a sub-table's key: the ids of its rows in their order."""

ID: Final = sa.bindparam("id", type_=sa.BigInteger())
BLIND: Final = ("id", "version")
"""What is told of a record that its writer may not view."""

Action = Literal["create", "edit"]


@dataclass(frozen=True, slots=True)
class WriteShape:
    """What a write touches: physical columns, what the person set, sub-tables whose rows are replaced, fields that list
    other records than before, whether the log is written by the same statement, and whether that is all: then it
    writes nothing that the person may not write, changes a record only in the state in which it was read, and nothing
    at all unless what is `named` is there for the person. Others may want to be told of it unless it `is_own`."""

    action: Action
    columns: tuple[str, ...]
    fields: tuple[str, ...]
    rows: tuple[str, ...]
    links: tuple[str, ...]
    logs: bool
    at_once: bool = False
    named: tuple[str, ...] = ()
    is_own: bool = False


def writing(context: Context, door: Door, shape: WriteShape) -> Read:
    """The statement that adds a record, or changes the one bound as `id` that the transaction has locked. What is
    written at once is locked by nobody: such a statement may give no row, and then has changed nothing."""
    key = ("write", context.rights, door.form.key, shape, context.shape)
    kept = READS.find(key)
    if kept is not None:
        return kept
    table = door.form.table
    values: dict[str, Any] = {
        name: sa.bindparam(f"v_{name}", type_=table.c[name].type) for name in shape.columns
    }
    if shape.action == "create" and shape.at_once:
        written = _insert_allowed(context, door, shape, values)
    elif shape.action == "create":
        written = sa.insert(table).values(values).returning(*table.c).cte("written")
    else:
        values["version"] = table.c.version + 1
        same = state_of(table) == sa.bindparam(STATE, type_=sa.Text()) if shape.at_once else sa.true()
        chosen = sa.update(table).values(values).where(table.c.id == ID, same, *_standing(context, shape))
        written = chosen.returning(*table.c).cte("written")
    parts: list[CTE] = []
    allowed = sa.true() if shape.at_once else sa.func.coalesce(_allowed(door, shape, written), sa.false())
    projection = _projection(context, door, written, whole=shape.logs)
    columns = [allowed.label(ALLOWED), _seen(door, written)]
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
        is_new = shape.action == "create"
        links = [] if is_new else [key for key in linking(door.form) if key in shape.columns]
        watched = is_watched(context.app, door.form.key)
        parts.extend(logged(written, is_told=not shape.is_own, is_watched=watched, links=links))
    select = sa.select(*projection.columns, *columns).select_from(projection.source).add_cte(*parts)
    return READS.keep(key, projection, select)


def closing(context: Context, door: Door) -> Read:
    """The statement that logs what earlier statements wrote to the record bound as `id`, and reads it."""
    key = ("close", context.rights, door.form.key)
    kept = READS.find(key)
    if kept is not None:
        return kept
    table = door.form.table
    columns = (table.c.id, table.c.version, table.c.owner, table.c.created_by)
    written = sa.select(*columns).where(table.c.id == ID).cte("written")
    watched = is_watched(context.app, door.form.key)
    projection = _projection(context, door, table, whole=True)
    select = (
        sa.select(*projection.columns, _seen(door, table))
        .select_from(projection.source)
        .where(table.c.id == ID)
        .add_cte(*logged(written, is_watched=watched, links=linking(door.form)))
    )
    return READS.keep(key, projection, select)


def kept_read(
    context: Context, door: Door, key: Hashable, written: sa.FromClause, parts: Sequence[CTE]
) -> Read:
    """The statement that has `written` a record, does the other parts too, and gives what its writer may read of it."""
    projection = _projection(context, door, written, whole=True)
    select = (
        sa.select(*projection.columns, _seen(door, written)).select_from(projection.source).add_cte(*parts)
    )
    return READS.keep(key, projection, select)


def _seen(door: Door, table: sa.FromClause) -> ColumnElement[bool]:
    return sa.func.coalesce(door.rows("view", table), sa.false()).label(SEEN)


def _projection(context: Context, door: Door, table: sa.FromClause, *, whole: bool) -> Projection:
    keys = readable_keys(context.rights, door.form, rows=True) if whole else BLIND
    return project(
        context.app.schema, context.rights, door.form, table, Wanted(keys, frozenset(), context.locale)
    )


def _standing(context: Context, shape: WriteShape) -> list[ColumnElement[bool]]:
    """That the person may still come in, and that everything named is there, each id being named once."""
    return [
        *context.vouched,
        *(
            sa.func.cardinality(seen(context, NAMED + source, source))
            == sa.func.cardinality(named_ids(NAMED + source))
            for source in shape.named
        ),
    ]


def _insert_allowed(
    context: Context, door: Door, shape: WriteShape, values: Mapping[str, ColumnElement[Any]]
) -> CTE:
    """Adds the record if it is one that the person may add."""
    table = door.form.table
    given = sa.select(
        *(
            _as_column(values.get(column.name, sa.null()), column).label(column.name)
            for column in table.columns
        )
    ).subquery("given")
    names = list(shape.columns)
    allowed = sa.func.coalesce(_allowed(door, shape, given), sa.false())
    chosen = sa.select(*(given.c[name] for name in names)).where(allowed, *_standing(context, shape))
    return sa.insert(table).from_select(names, chosen).returning(*table.c).cte("written")


def _as_column(value: ColumnElement[Any], column: sa.Column[Any]) -> ColumnElement[Any]:
    """A value that compares as it would in the column."""
    typed = sa.cast(value, column.type)
    collation = getattr(column.type, "collation", None)
    return typed if collation is None else sa.collate(typed, collation)


def reaches(door: Door, shape: WriteShape) -> bool:
    """Whether a record that may be changed so may be whatever the change makes of it: the person's rights look at
    nothing but the record itself, and at nothing in it that is written."""
    return _is_apart(door.rights, door.form.table, shape.fields, shape.columns)


@lru_cache(maxsize=2000)
def _is_apart(rights: FormRights, table: sa.Table, fields: tuple[str, ...], columns: tuple[str, ...]) -> bool:
    granted = rights.writable(fields, "edit", table)
    if granted is None:
        return False
    parts = list(iterate(granted))
    own = all(part.table is table for part in parts if isinstance(part, sa.Column))
    apart = not any(part.name in columns for part in parts if isinstance(part, sa.Column))
    return own and apart and not any(isinstance(part, sa.SelectBase) for part in parts)


def _allowed(door: Door, shape: WriteShape, written: sa.FromClause) -> ColumnElement[Any]:
    granted = door.rights.writable(shape.fields, shape.action, written)
    return sa.false() if granted is None else granted
