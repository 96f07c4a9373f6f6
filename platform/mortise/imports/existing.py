"""The records that rows of a file mean: those that bear the same value of a field in which no two agree."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from engines.form.compiled import Form
from engines.form.system import OWNER
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


def granted(door: Door, written: Collection[str], within: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """What may be done to each record of the form `within` which it lies: be changed in these fields, also be handed
    over, and the flow that keeps it as it is."""
    table = door.form.table

    def allowed(keys: Collection[str]) -> ColumnElement[Any]:
        writable = door.rights.writable(keys, "edit", table)
        return sa.func.coalesce(sa.and_(sa.false() if writable is None else writable, within), sa.false())

    fields = [key for key in written if key != OWNER]
    handed = allowed([*fields, OWNER]) if OWNER in written else sa.false()
    return [
        allowed(fields).label("allowed"),
        handed.label("transferable"),
        door.rights.hold(table).label("held"),
    ]


async def find_existing(
    reader: Reader,
    context: Context,
    door: Door,
    records: RecordTable,
    key: str,
    values: Iterable[object],
    written: Collection[str],
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
    statement = Statement(
        sa.select(
            table, *granted(door, written, door.rows("import", table)), *listing_columns(door.form, table)
        ).where(*conditions)
    )
    found = await reader.fetch(statement, {**context.binds, "keys": wanted})
    return {row[key]: existing_of(row, typed_values(door, row), records.columns) for row in found}
