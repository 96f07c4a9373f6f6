"""Old values of rows, shown to a builder as far as that person may see the records and the field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from engines.definition import Locale
from engines.form.compiled import SubTable
from engines.form.field import Field
from engines.form.meaning import Names
from engines.form.schema import Form
from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.transaction import Reader
from mortise.publishing.unconverted import place_of

IDS: Final = sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger))


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row that a person may see: its record, that record's title, and its old value as text, if that may be read."""

    record: int
    title: str | None
    text: str | None


async def shown_rows(
    reader: Reader,
    context: Context,
    source: Form | SubTable,
    item: Field,
    columns: Mapping[str, str],
    ids: Sequence[int],
    names: Names,
) -> Mapping[int, ShownRow]:
    """The rows of a published form or sub-table by id; `columns` are where the old value stands (own name → where)."""
    form, _ = place_of(source, item.key)
    record = context.app.schema.forms[form].table
    if not ids:
        return {}
    rows, seen = seen_rows(context, source)
    statement = (
        sa.select(
            source.table.c.id.label("row"),
            record.c.id.label("record"),
            context.rights.form(form).title(record).label("record_title"),
            *old_values(context, source, item, columns),
        )
        .select_from(rows)
        .where(source.table.c.id == sa.any_(IDS), *seen)
    )
    found = {}
    for row in await reader.fetch(prepare(statement), {**context.binds, "ids": list(ids)}):
        text = old_text(item, row, columns, context.locale, names)
        found[row["row"]] = ShownRow(row["record"], row["record_title"], text)
    return found


def seen_rows(
    context: Context, source: Form | SubTable
) -> tuple[sa.FromClause, Sequence[sa.ColumnElement[bool]]]:
    """The rows of a form or sub-table joined to their records, and what lets the person see them."""
    form, _ = place_of(source, "")
    record = context.app.schema.forms[form].table
    rights = context.rights.form(form)
    seen, binned = rights.rows("view", record), rights.rows("delete", record)
    alive: sa.ColumnElement[bool] = record.c.deleted_at.is_(None)
    rows = (
        record if source.table is record else source.table.join(record, source.table.c.parent == record.c.id)
    )
    return rows, (
        sa.false() if seen is None else seen,
        alive if binned is None else sa.or_(alive, binned),
    )


def old_values(
    context: Context, source: Form | SubTable, item: Field, columns: Mapping[str, str]
) -> list[sa.Label[Any]]:
    """The columns of an old value under their own names, blank where the person may not read them."""
    form, path = place_of(source, item.key)
    record = context.app.schema.forms[form].table
    rights = context.rights.form(form)
    kinds = {item.key + column.suffix: column.type for column in item.columns()}
    return [
        rights.value(path, sa.column(where, kinds[own], _selectable=source.table), record).label(own)
        for own, where in columns.items()
        if own in kinds
    ]


def old_text(
    item: Field, row: Record, columns: Mapping[str, str], locale: Locale, names: Names
) -> str | None:
    """An old value as people read it; None for a blank one."""
    kinds = [item.key + column.suffix for column in item.columns()]
    value = item.from_columns({own: row[own] if own in columns else None for own in kinds})
    return None if value is None else item.show(value, locale, names)
