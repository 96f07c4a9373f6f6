"""The records that rows of a file mean: those that bear the same value of a field in which no two agree."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from engines.form.compiled import Form
from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.statements import Statement
from mortise.db.transaction import Reader
from mortise.imports.checking import Existing, existing_of
from mortise.imports.staging import RecordTable
from mortise.records.access import Door
from mortise.records.columns import listing_columns
from mortise.records.stored import typed_values


def key_fields(form: Form) -> frozenset[str]:
    """The fields by which a record can be found: unique ones whose value is one column."""
    return frozenset(
        index.field
        for index in form.indexes.values()
        if index.unique and index.field is not None and index.field in form.fields
    )


def check_key(door: Door, key: str | None, mode: str, keys: Iterable[str]) -> Issue | None:
    """Why records cannot be found by that field."""
    if mode == "create":
        return None
    if (
        key is None
        or key not in key_fields(door.form)
        or door.rights.field(key).access in {"hidden", "masked"}
    ):
        return Issue("import_key_unknown", "/key")
    return None if key in keys else Issue("import_key_without_column", "/key")


async def find_existing(
    reader: Reader,
    context: Context,
    door: Door,
    records: RecordTable,
    key: str,
    values: Iterable[object],
    written: Iterable[str],
) -> Mapping[object, Existing]:
    """The records that bear one of the values, as far as the person may see them, with what may be done to them."""
    table = door.form.table
    index = next(each for each in door.form.indexes.values() if each.unique and each.field == key)
    wanted = list(values)
    if not wanted:
        return {}
    seen = door.rights.filter_condition(key, table)
    conditions: list[ColumnElement[Any]] = [
        index.columns[0] == sa.any_(sa.bindparam("keys", type_=sa.ARRAY(table.c[key].type))),
        sa.true() if index.rows is None else index.rows,
        table.c.deleted_at.is_(None),
        door.rows("view", table),
    ]
    if seen is not None:
        conditions.append(seen)
    writable = door.rights.writable(written, "edit", table)
    edited = sa.false() if writable is None else writable
    allowed = sa.func.coalesce(sa.and_(edited, door.rows("import", table)), sa.false()).label("allowed")
    held = door.rights.hold(table).label("held")
    statement = Statement(
        sa.select(table, allowed, held, *listing_columns(door.form, table)).where(*conditions)
    )
    found = await reader.fetch(statement, {**context.binds, "keys": wanted})
    return {row[key]: existing_of(row, typed_values(door, row), records.columns) for row in found}
