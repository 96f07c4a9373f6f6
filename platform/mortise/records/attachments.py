"""Files of records: who may read them."""

from typing import Any, Final

import sqlalchemy as sa

from mortise.access.context import Context
from mortise.db.statements import StatementCache
from mortise.db.transaction import Reader
from mortise.errors import NotFound
from mortise.files.rows import Place
from mortise.records.access import Door, open_form
from mortise.records.selection import is_read

STATEMENTS: Final = StatementCache()
ID: Final = sa.bindparam("id", type_=sa.BigInteger())


async def may_read_file(reader: Reader, context: Context, place: Place) -> bool:
    """Whether the person may now see the record that a file belongs to, and read the field that holds it."""
    try:
        door = open_form(context, place.form)
    except NotFound:
        return False
    if not is_read(door.rights, place.field):
        return False
    statement = STATEMENTS.get(
        (context.rights, place.form, place.field), lambda: _readable(door, place.field)
    )
    return await reader.fetchval(statement, {**context.binds, "id": place.record}) is not None


def _readable(door: Door, field: str) -> sa.Select[Any]:
    """The record, when the field may be read on it. One in the recycle bin is seen by who may delete it."""
    table = door.form.table
    condition = door.rights.filter_condition(field, table)
    seen_deleted = sa.and_(table.c.deleted_at.is_not(None), door.rows("delete", table))
    return sa.select(table.c.id).where(
        table.c.id == ID,
        door.rows("view", table),
        sa.or_(table.c.deleted_at.is_(None), seen_deleted),
        sa.true() if condition is None else condition,
    )
