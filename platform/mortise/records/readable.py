"""Which fields of one record a person may read: some roles show more of some records than of others."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa

from mortise.access.context import Context
from mortise.db.statements import StatementCache
from mortise.db.transaction import Reader
from mortise.errors import NotFound
from mortise.records.access import Door
from mortise.records.selection import is_read

STATEMENTS: Final = StatementCache()
IDS: Final = sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger()))


def keys_of(door: Door) -> Iterator[str]:
    """Every field, those of a sub-table as `lines.amount`."""
    for key in door.form.fields:
        yield key
        if key in door.form.sub_tables:
            yield from (f"{key}.{inner}" for inner in door.form.sub_tables[key].fields)


def readable_anywhere(door: Door) -> frozenset[str]:
    """The fields that may be read on some record."""
    return frozenset(key for key in keys_of(door) if is_read(door.rights, key))


async def readable_on(reader: Reader, context: Context, door: Door, number: int) -> frozenset[str]:
    """The fields that may be read on this record; NotFound where the record is not the person's to see. One in the
    recycle bin is seen by who may delete it."""
    found = await readable_on_each(reader, context, door, [number])
    if number not in found:
        raise NotFound
    return found[number]


async def readable_on_each(
    reader: Reader, context: Context, door: Door, numbers: Iterable[int]
) -> Mapping[int, frozenset[str]]:
    """The same for many records; those that are not the person's to see are left out."""
    table = door.form.table
    asked = {key: door.rights.filter_condition(key, table) for key in sorted(readable_anywhere(door))}
    conditional = {key: condition for key, condition in asked.items() if condition is not None}
    columns = name_columns(conditional)

    def build() -> sa.Select[Any]:
        seen_deleted = sa.and_(table.c.deleted_at.is_not(None), door.rows("delete", table))
        return sa.select(table.c.id, *(conditional[key].label(name) for key, name in columns.items())).where(
            table.c.id == sa.any_(IDS),
            door.rows("view", table),
            sa.or_(table.c.deleted_at.is_(None), seen_deleted),
        )

    statement = STATEMENTS.get((context.rights, door.form.key), build)
    rows = await reader.fetch(statement, {**context.binds, "ids": list(numbers)})
    return {
        row["id"]: frozenset(key for key in asked if key not in columns or row[columns[key]]) for row in rows
    }


def name_columns(keys: Iterable[str]) -> dict[str, str]:
    """A name for each key that no other column has."""
    return {key: f"read_{place}" for place, key in enumerate(keys)}
