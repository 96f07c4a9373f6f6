"""Changes of fields that have nothing to do with the rest of their record: one statement looks at the record, changes
it and tells of the change, and nothing of the record has to be known before."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlalchemy.dialects.postgresql import JSONB

from engines.form.apart import demanded_beside
from mortise.access.context import Context
from mortise.db.database import RETRIED
from mortise.db.transaction import Reader
from mortise.records.access import Door
from mortise.records.changes import logged
from mortise.records.columns import stored_fields
from mortise.records.dependents import Touched, follows
from mortise.records.incoming import Incoming
from mortise.records.patching import stamped
from mortise.records.projection import Item
from mortise.records.refusals import told
from mortise.records.saving import answered, log_binds
from mortise.records.shapes import READS, Read
from mortise.records.stored import state_of
from mortise.records.writes import ID, WriteShape, kept_read, reaches

VERSION: Final = sa.bindparam("version", type_=sa.Integer())
FORMER: Final = "former"
PLAIN: Final = (sa.String, sa.Integer, sa.Boolean, sa.Date)
"""What PostgreSQL writes into JSON as `to_json` does."""


async def patch_apart(
    reader: Reader, context: Context, door: Door, number: int, version: int, incoming: Incoming
) -> Item | None:
    """The changed record; None where more than this is needed to change it or to refuse that, and where nothing
    differs: nothing is written then."""
    form, values, keys = door.form, incoming.values, incoming.keys
    demanded = None if incoming.issues or not keys else demanded_beside(form, frozenset(keys))
    if demanded is None or any(values[key] is None for key in demanded if key in values):
        return None
    columns: dict[str, object] = {}
    for key in keys:
        columns.update(stored_fields(form).to_columns[key](values[key]))
    columns.update(stamped(context))
    shape = WriteShape("edit", tuple(sorted(columns)), keys, (), (), logs=True, at_once=True)
    touched = Touched(form.key, (number,), frozenset((*keys, *columns)))
    if not reaches(door, shape) or follows(context, [touched]):
        return None
    read = _changing(context, door, shape, sorted(demanded.difference(keys)))
    if read is None:
        return None
    given = {**context.binds, **log_binds(context, door, "edit"), "id": number, "version": version}
    given.update((f"v_{name}", value) for name, value in columns.items())
    try:
        with told(context):
            row = await reader.fetchrow(read.statement, given)
    except RETRIED:
        return None
    return None if row is None else answered(read.finish(row))


def _changing(context: Context, door: Door, shape: WriteShape, demanded: Sequence[str]) -> Read | None:
    """The statement that changes the record bound as `id` if it is still at the version bound as `version`, the person
    may, and anything differs."""
    kept = READS.find(key := ("apart", context.rights, door.form.key, shape, context.shape))
    if kept is not None:
        return kept
    form, table = door.form, door.form.table
    former = table.alias(FORMER)
    binds = {name: sa.bindparam(f"v_{name}", type_=table.c[name].type) for name in shape.columns}
    before, after = ({key: form.fields[key].output(each) for key in shape.fields} for each in (former, table))
    if not all(isinstance(value.type, PLAIN) for value in before.values()):
        return None
    main = {key: key + form.fields[key].meaning.columns()[0].suffix for key in shape.fields}
    differs = {key: former.c[name].is_distinct_from(binds[name]) for key, name in main.items()}
    granted = door.rights.writable(shape.fields, "edit", table)
    conditions = (
        table.c.id == ID,
        former.c.id == ID,
        # Whoever waited for another's change of the record has the older values beside the newer record.
        state_of(table) == state_of(former),
        table.c.version == VERSION,
        table.c.deleted_at.is_(None),
        *(table.c[key + form.fields[key].meaning.columns()[0].suffix].is_not(None) for key in demanded),
        door.rows("view", table),
        door.rows("edit", table),
        sa.false() if granted is None else granted,
        sa.or_(*differs.values()),
        *context.vouched,
    )
    written = (
        sa.update(table)
        .values({**binds, "version": table.c.version + 1})
        .where(*conditions)
        .returning(
            *table.c, _those(before, differs).label("log_old"), _those(after, differs).label("log_new")
        )
        .cte("written")
    )
    return kept_read(context, door, key, written, logged(written))


def _those(
    values: dict[str, ColumnElement[Any]], differs: dict[str, ColumnElement[bool]]
) -> ColumnElement[Any]:
    """Those of the values that differ, as the log keeps them."""
    nothing = sa.literal_column("'{}'::jsonb", JSONB)
    found: ColumnElement[Any] = nothing
    for key, value in values.items():
        one = sa.func.jsonb_build_object(sa.literal(key, sa.Text()), value, type_=JSONB)
        part = sa.case((differs[key], one), else_=nothing)
        found = part if found is nothing else found.op("||")(part)
    return found
