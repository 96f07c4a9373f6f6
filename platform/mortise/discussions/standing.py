"""How a person stands to a record that is talked about: whether it is theirs to see, and to comment on."""

from typing import Any, Final

import sqlalchemy as sa

from mortise.access.context import Context
from mortise.db.statements import StatementCache
from mortise.db.transaction import Reader
from mortise.errors import Forbidden, NotFound
from mortise.records.access import Door, open_form

STATEMENTS: Final = StatementCache()
ID: Final = sa.bindparam("id", type_=sa.BigInteger())


async def may_comment(reader: Reader, context: Context, door: Door, number: int) -> bool:
    """Whether the person may comment on the record; NotFound where it is not theirs to see."""

    def build() -> sa.Select[Any]:
        table = door.form.table
        granted = sa.func.coalesce(door.rows("comment", table), sa.false())
        return sa.select(granted.label("granted")).where(
            table.c.id == ID, table.c.deleted_at.is_(None), door.rows("view", table)
        )

    statement = STATEMENTS.get((context.rights, door.form.key), build)
    row = await reader.fetchrow(statement, {**context.binds, "id": number})
    if row is None:
        raise NotFound
    return bool(row["granted"])


async def open_record(reader: Reader, context: Context, form: str, number: int) -> Door:
    """The form of a record that the person may view."""
    door = open_form(context, form)
    await may_comment(reader, context, door, number)
    return door


async def open_talk(reader: Reader, context: Context, form: str, number: int) -> Door:
    """The form of a record that the person may comment on."""
    door = open_form(context, form)
    if not await may_comment(reader, context, door, number):
        raise Forbidden
    return door
