"""What the database holds of an application now: tables with their columns, how full they are, what is parked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from engines.form.tables import schema_name
from mortise.db.statements import prepare
from mortise.db.transaction import Reader

PARKED: Final = re.compile(r"(?P<key>.+)__parked_(?P<version>\d+)(?P<suffix>(__[a-z]+)?)", re.ASCII)

ATTRIBUTES: Final = prepare(
    sa.text(
        """
        SELECT c.relname AS "table", a.attname AS "column", a.attisdropped AS dropped,
               CASE WHEN a.attisdropped THEN NULL ELSE format_type(a.atttypid, a.atttypmod) END AS type
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        WHERE n.nspname = :schema AND c.relkind = 'r'
        ORDER BY c.relname, a.attnum
        """
    ).bindparams(sa.bindparam("schema", type_=sa.Text))
)


@dataclass(frozen=True, slots=True)
class LiveTable:
    """A table as the catalogue of the database has it: columns with their types, in order, and the number of
    attributes with those that were dropped."""

    columns: Mapping[str, str]
    attributes: int


async def read_tables(reader: Reader, app: str) -> Mapping[str, LiveTable]:
    """The tables of an application by name."""
    columns: dict[str, dict[str, str]] = {}
    attributes: dict[str, int] = {}
    for row in await reader.fetch(ATTRIBUTES, {"schema": schema_name(app)}):
        table = columns.setdefault(row["table"], {})
        attributes[row["table"]] = attributes.get(row["table"], 0) + 1
        if not row["dropped"]:
            table[row["column"]] = row["type"]
    return {name: LiveTable(found, attributes[name]) for name, found in columns.items()}


async def count_rows(reader: Reader, table: sa.Table, *conditions: ColumnElement[bool]) -> int:
    """How many rows of a table satisfy the conditions."""
    return await count(reader, sa.select(sa.func.count()).select_from(table).where(*conditions))


async def count(reader: Reader, counted: sa.Select[Any]) -> int:
    """The one number that a query gives."""
    number = await reader.fetchval(prepare(counted))
    return number if isinstance(number, int) else 0
