"""After the switch: indexes of large tables, built while people work, and references whose old rows are looked at.

What is missing is found by comparing the published version with the database, so it can be done again at any time."""

from typing import Final, TypeAlias

import asyncpg

from engines.form.schema import Schema
from engines.form.steps import AddIndex, quoted
from engines.form.tables import Index, schema_name
from mortise.db.connections import Record
from mortise.publishing.ddl import compiled

Connection: TypeAlias = "asyncpg.Connection[Record]"

INDEXES: Final = """
    SELECT i.relname AS name, x.indisvalid AS valid
    FROM pg_catalog.pg_index x
    JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = i.relnamespace
    WHERE n.nspname = $1
"""
UNPROVEN: Final = """
    SELECT t.relname AS "table", c.conname AS name
    FROM pg_catalog.pg_constraint c
    JOIN pg_catalog.pg_class t ON t.oid = c.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
    WHERE n.nspname = $1 AND NOT c.convalidated
    ORDER BY t.relname, c.conname
"""


SEARCHES: Final = """
    SELECT i.relname AS name, t.relname AS "table"
    FROM pg_catalog.pg_index x
    JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
    JOIN pg_catalog.pg_class t ON t.oid = x.indrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = i.relnamespace
    WHERE n.nspname = $1 AND pg_catalog.pg_get_indexdef(x.indexrelid) LIKE '%search_tokens%'
"""


async def tidy(connection: Connection, schema: Schema) -> None:
    """Brings indexes and references of an application up to its published version, without holding anybody up."""
    name = schema_name(schema.app)
    await build_searches(connection, schema)
    for table, source in schema.sources.items():
        for index in source.indexes.values():
            await build_index(connection, name, table, index)
    for row in await connection.fetch(UNPROVEN, name):
        await connection.execute(
            f"ALTER TABLE {quoted(name)}.{quoted(row['table'])} VALIDATE CONSTRAINT {quoted(row['name'])}"
        )


async def build_searches(connection: Connection, schema: Schema) -> None:
    """Builds the indexes of searches, and removes those that an earlier version searched by."""
    name = schema_name(schema.app)
    wanted = {(form.search.index.name, key) for key, form in schema.forms.items()}
    for row in await connection.fetch(SEARCHES, name):
        if (row["name"], row["table"]) not in wanted:
            await drop_index(connection, name, row["name"])
    for key, form in schema.forms.items():
        await build_index(connection, name, key, form.search.index)


async def build_index(connection: Connection, schema: str, table: str, index: Index) -> None:
    """Builds an index beside readers and writers unless it is there; what an earlier attempt left half done goes."""
    found = {row["name"]: row["valid"] for row in await connection.fetch(INDEXES, schema)}
    if found.get(index.name):
        return
    if index.name in found:
        await drop_index(connection, schema, index.name)
    step = AddIndex(schema=schema, table=table, field=index.field, index=index)
    try:
        await connection.execute(compiled(step.ddl(concurrently=True)))
    except BaseException:
        await drop_index(connection, schema, index.name)
        raise


async def drop_index(connection: Connection, schema: str, name: str) -> None:
    """Removes an index beside readers and writers."""
    await connection.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {quoted(schema)}.{quoted(name)}")
