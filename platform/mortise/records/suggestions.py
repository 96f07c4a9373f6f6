"""What others have entered in a field of free words, as far as the person asking may see it."""

from typing import Final

import sqlalchemy as sa

from engines.form.field import Field
from mortise.access.context import Context
from mortise.db.statements import StatementCache
from mortise.db.transaction import Reader
from mortise.errors import Invalid
from mortise.records.access import Door, open_form
from mortise.records.request import SuggestionRequest
from mortise.records.selection import is_read, unknown_field

RECENT: Final = 20_000
"""Only so many of the newest records are looked through, so that the answer comes while somebody types."""
SEARCH: Final = sa.bindparam("search", type_=sa.Text())
LIMIT: Final = sa.bindparam("limit", type_=sa.BigInteger())
STATEMENTS: Final = StatementCache(200)


async def suggest(
    reader: Reader, context: Context, form: str, key: str, request: SuggestionRequest
) -> dict[str, object]:
    """The words of the field that contain a text, those that most records have first."""
    door = open_form(context, form)
    field = door.form.fields.get(key)
    if field is None or not field.offers_words or not is_read(door.rights, key):
        raise Invalid([unknown_field(door, "/field", key)])
    statement = STATEMENTS.get((context.rights, form, key), lambda: _statement(door, field))
    values = {**context.binds, "search": request.search, "limit": request.limit}
    rows = await reader.fetch(statement, values)
    return {"items": [row["word"] for row in rows]}


def _statement(door: Door, field: Field) -> sa.Select[tuple[str, int]]:
    table = door.form.table
    readable = door.rights.filter_condition(field.key, table)
    conditions = [table.c.deleted_at.is_(None), door.rows("view", table), table.c[field.key].is_not(None)]
    if readable is not None:
        conditions.append(readable)
    newest = (
        sa.select(field.expression_column(table).label("words"))
        .where(*conditions)
        .order_by(table.c.id.desc())
        .limit(RECENT)
        .subquery()
    )
    word = sa.func.unnest(newest.c.words).column_valued("word")
    fold = sa.func.mortise.fold
    return (
        sa.select(word.label("word"), sa.func.count().label("records"))
        .select_from(newest)
        .where(sa.func.strpos(fold(word), fold(SEARCH)) > 0)
        .group_by(word)
        .order_by(sa.desc("records"), word)
        .limit(LIMIT)
    )
