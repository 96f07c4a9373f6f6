"""A database whose tables are taken from version to version by plans."""

from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
import sqlalchemy as sa

from engines.form.conversion import Conversion, convert_rows
from engines.form.plan import TablePlan
from engines.form.schema import Schema
from engines.form.steps import Convert, Fill, FillOrder
from mortise.db.statements import DIALECT
from tests.engines.form.database import connect, ddl, drive, refers_to_people, run
from tests.engines.form.sample import CLOCK, FACTS

CATALOGUE: Final = """
    SELECT c.relname AS "table", a.attname AS "column", format_type(a.atttypid, a.atttypmod) AS type
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname = 'app_sample' AND c.relkind = 'r'
"""
NAMES: Final = """
    SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'app_sample'
    UNION ALL SELECT conname FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
    WHERE n.nspname = 'app_sample' AND contype = 'f'
"""


@pytest.fixture(scope="module")
async def module_connection(module_database_url: str) -> AsyncIterator[Any]:
    opened = await connect(module_database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def connection(module_connection: Any) -> Any:
    """A connection to a database without the application."""
    await module_connection.execute("DROP SCHEMA IF EXISTS app_sample CASCADE")
    return module_connection


async def apply(connection: Any, schema: Schema, plan: TablePlan) -> None:
    """Carries a plan out, values included."""
    assert plan.issues == ()
    for step in plan.steps:
        if refers_to_people(step):
            continue
        if not step.is_data:
            await connection.execute(ddl([step]))
            continue
        table = schema.sources[step.table].table
        ids = [row["id"] for row in await run(connection, sa.select(table.c.id).order_by(table.c.id), {})]
        if isinstance(step, Fill):
            await drive(connection, schema.recomputation.fill(step.table, step.keys, ids))
        elif isinstance(step, Convert):
            await drive(connection, convert_rows(Conversion(step, CLOCK, FACTS), table))
        elif isinstance(step, FillOrder):
            key = step.field or ""
            rows = await run(connection, sa.select(table.c.id, table.c[key]), {})
            names = {row["id"]: row[key] for row in rows}
            await drive(connection, one(schema.recomputation.order(step.table, key, names)))


def one(request: Any) -> Any:
    """A generator of a single request."""
    yield request


async def tables(connection: Any) -> dict[str, dict[str, str]]:
    """The tables of the application with the types of their columns, parked ones left out."""
    found: dict[str, dict[str, str]] = {}
    for row in await connection.fetch(CATALOGUE):
        if "__parked_" not in row["table"] and "__parked_" not in row["column"]:
            found.setdefault(row["table"], {})[row["column"]] = row["type"]
    return found


def wanted(schema: Schema) -> dict[str, dict[str, str]]:
    """The tables that a schema should have."""
    shown = {"TEXT": "text", "TIMESTAMP WITH TIME ZONE": "timestamp with time zone"}
    return {
        name: {
            column.name: shown.get(kind, kind.lower())
            for column in source.table.c
            for kind in [column.type.compile(DIALECT).replace(' COLLATE "C"', "")]
        }
        for name, source in schema.sources.items()
    }


def names(schema: Schema) -> set[str]:
    """The indexes and references that a schema should have."""
    return {
        name
        for source in schema.sources.values()
        for name in (
            *source.indexes,
            *(key for key, found in source.references.items() if found.target.startswith("form:")),
        )
    }


async def check_tables(connection: Any, schema: Schema) -> None:
    """That the database has what the schema asks for, and no other index or reference."""
    assert await tables(connection) == wanted(schema)
    found = {row["name"] for row in await connection.fetch(NAMES)}
    found = {name for name in found if not name.endswith(("_pkey", "__parent")) and "_pkey" not in name}
    assert found == {name for name in names(schema) if not name.endswith("__parent")}
