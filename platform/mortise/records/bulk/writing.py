"""The statements of a bulk edit: one looks at the records as they would be, one writes them with log and events."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson
import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.dialects.postgresql import JSONB, REGCLASS

from engines.form.tables import Index
from mortise.access.context import Context
from mortise.db.statements import Statement, StatementCache
from mortise.definitions.watched import is_watched
from mortise.records.access import Door
from mortise.records.bulk.choosing import writable
from mortise.records.changes import linking, logged

STATEMENTS: Final = StatementCache()
RECORDS: Final = "records"
ALLOWED: Final = "allowed_"
TAKEN: Final = "taken_"
TWICE: Final = "twice_"
OLD: Final = "log_old"
NEW: Final = "log_new"


def encode(lines: Sequence[Mapping[str, object]]) -> str:
    """Records as the statements take them: `id`, physical columns, old and new values for the log."""
    return orjson.dumps(lines, default=str).decode()


def unique_indexes(door: Door, columns: Sequence[str]) -> list[Index]:
    """What keeps values in these columns from standing twice."""
    return [
        index for index in door.form.indexes.values() if index.field is not None and index.field in columns
    ]


def judging(context: Context, door: Door, columns: tuple[str, ...], keys: tuple[str, ...]) -> Statement:
    """The statement that tells of every record as it would be whether each of the keys may be written so, and whether
    a unique value is taken or stands twice among them."""

    def build() -> sa.Select[Any]:
        table = door.form.table
        given = _given(door, columns)
        after = (
            sa.select(
                *((given if own.name in columns else table).c[own.name].label(own.name) for own in table.c)
            )
            .select_from(table.join(given, table.c.id == given.c.id))
            .cte("after")
        )
        allowed = [writable(door, key, after).label(f"{ALLOWED}{place}") for place, key in enumerate(keys)]
        return sa.select(after.c.id, *allowed, *conflicts(unique_indexes(door, columns), table, after))

    return STATEMENTS.get(("judge", context.rights, door.form.key, columns, keys), build)


def judging_new(context: Context, door: Door, columns: tuple[str, ...], keys: tuple[str, ...]) -> Statement:
    """The same of records that would be new: whether they may be made at all, and each of the keys be written."""

    def build() -> sa.Select[Any]:
        table = door.form.table
        given = _given(door, columns)
        after = sa.select(
            given.c.id,
            *(
                (given.c[own.name] if own.name in columns else sa.cast(sa.null(), own.type)).label(own.name)
                for own in table.c
                if own.name != "id"
            ),
        ).cte("after")
        allowed = [
            _creatable(door, wanted, after).label(f"{ALLOWED}{place}")
            for place, wanted in enumerate(((), *((key,) for key in keys)))
        ]
        return sa.select(after.c.id, *allowed, *conflicts(unique_indexes(door, columns), table, after))

    return STATEMENTS.get(("judge new", context.rights, door.form.key, columns, keys), build)


def _creatable(door: Door, keys: tuple[str, ...], table: FromClause) -> ColumnElement[Any]:
    granted = door.rights.writable(keys, "create", table)
    return sa.func.coalesce(sa.false() if granted is None else granted, sa.false())


def conflicts(indexes: Sequence[Index], table: sa.Table, after: FromClause) -> list[ColumnElement[Any]]:
    """For each unique index, whether a record's value is another's already, and whether an earlier one of these
    records has it too."""
    found: list[ColumnElement[Any]] = []
    for place, index in enumerate(indexes):
        other = table.alias(f"other_{place}")
        own, there = (_value(source.c[index.field or ""]) for source in (after, other))
        same = sa.exists().where(there == own, other.c.id != after.c.id, other.c.deleted_at.is_(None))
        turn = sa.func.row_number().over(partition_by=own, order_by=after.c.id)
        found.append(sa.func.coalesce(same, sa.false()).label(f"{TAKEN}{place}"))
        found.append(sa.and_(own.is_not(None), turn > 1).label(f"{TWICE}{place}"))
    return found


def _value(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """What must not stand twice: texts without blanks around them, blank ones not at all."""
    if isinstance(column.type, sa.String):
        return sa.func.nullif(sa.func.btrim(column), sa.literal_column("''"))
    return column


def writing_many(context: Context, door: Door, columns: tuple[str, ...]) -> Statement:
    """The statement that writes the columns of all records, which the transaction has locked, with a log row and an
    event for each."""

    def build() -> sa.Select[Any]:
        table = door.form.table
        given = _given(door, columns, sa.column(OLD, JSONB), sa.column(NEW, JSONB))
        values: dict[str, Any] = {name: given.c[name] for name in columns}
        written = (
            sa.update(table)
            .values({**values, "version": table.c.version + 1})
            .where(table.c.id == given.c.id)
            .returning(
                table.c.id,
                table.c.version,
                table.c.owner,
                table.c.created_by,
                given.c[OLD],
                given.c[NEW],
            )
            .cte("written")
        )
        told = logged(written, is_watched=is_watched(context.app, door.form.key), links=linking(door.form))
        return sa.select(written.c.id, written.c.version).add_cte(*told)

    return STATEMENTS.get(("write", context.app, door.form.key, columns), build)


def adding_many(context: Context, door: Door, columns: tuple[str, ...]) -> Statement:
    """The statement that adds records under the ids that are kept for them, with a log row and an event for each."""

    def build() -> sa.Select[Any]:
        table = door.form.table
        lines = _given(door, columns, sa.column(NEW, JSONB))
        given = sa.select(lines.c.id, *(lines.c[name] for name in columns), lines.c[NEW]).cte("lines")
        added = (
            sa.insert(table)
            .from_select(
                ["id", *columns],
                sa.select(given.c.id, *(given.c[name] for name in columns)).order_by(given.c.id),
            )
            .returning(table.c.id, table.c.version, table.c.owner, table.c.created_by)
            .cte("added")
        )
        written = (
            sa.select(added.c.id, added.c.version, added.c.owner, added.c.created_by, given.c[NEW])
            .join_from(added, given, added.c.id == given.c.id)
            .cte("written")
        )
        told = logged(written, is_watched=is_watched(context.app, door.form.key))
        return sa.select(written.c.id, written.c.version).add_cte(*told)

    return STATEMENTS.get(("add", context.app, door.form.key, columns), build)


def keeping_ids(context: Context, door: Door) -> Statement:
    """The statement that keeps `count` ids of the form, in their order."""

    def build() -> sa.Select[Any]:
        table = door.form.table
        name = sa.literal(f'"{table.schema}"."{table.name}"', sa.Text())
        sequence = sa.cast(sa.func.pg_get_serial_sequence(name, sa.literal("id", sa.Text())), REGCLASS)
        each = sa.func.generate_series(1, sa.bindparam("count", type_=sa.Integer())).table_valued("place")
        return sa.select(sa.func.nextval(sequence).label("id")).select_from(each)

    return STATEMENTS.get(("ids", context.app, door.form.key), build)


def _given(door: Door, columns: Sequence[str], *more: sa.ColumnClause[Any]) -> sa.TableValuedAlias:
    """The records that are bound as JSON, with the types of the columns they are for."""
    table = door.form.table
    document = sa.cast(sa.bindparam(RECORDS, type_=sa.Text()), JSONB)
    return (
        sa.func.jsonb_to_recordset(document)
        .table_valued(
            sa.column("id", sa.BigInteger), *(sa.column(name, table.c[name].type) for name in columns), *more
        )
        .render_derived(name="given", with_types=True)
    )
