"""Adding very many rows: what a transaction may use for that, and what it leaves behind."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import sqlalchemy as sa

from mortise.db.statements import prepare
from mortise.db.transaction import Tx

MANY: Final = "SET LOCAL work_mem = '64MB'; SET LOCAL gin_pending_list_limit = '64MB'"
UNHURRIED: Final = "SET LOCAL synchronous_commit = off"
USUAL: Final = "SET LOCAL work_mem TO DEFAULT; SET LOCAL gin_pending_list_limit TO DEFAULT"

MERGE: Final = prepare(
    sa.text(
        """
        SELECT gin_clean_pending_list(i.oid)
        FROM pg_catalog.pg_index x
        JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
        JOIN pg_catalog.pg_am a ON a.oid = i.relam
        JOIN pg_catalog.pg_class t ON t.oid = x.indrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
        WHERE a.amname = 'gin' AND x.indisready AND n.nspname = :schema AND t.relname = :table
        """
    ).bindparams(sa.bindparam("schema", type_=sa.Text), sa.bindparam("table", type_=sa.Text))
)


@asynccontextmanager
async def adding_many(tx: Tx, table: sa.Table) -> AsyncIterator[None]:
    """A block that adds very many rows to the table.

    What a GIN index is given waits in a list, which is merged into the index when it has grown long: of a longer list
    more belongs to one place of the index, and is brought there at once. What still waits at the end is merged too, so
    that neither a search nor the next write has to."""
    await tx.run(MANY)
    yield
    await tx.fetch(MERGE, {"schema": table.schema, "table": table.name})
    await tx.run(USUAL)


async def commit_unhurried(tx: Tx) -> None:
    """Lets the transaction's commit not wait for the disk: for a step that is taken again after a crash, and whose
    rows a crash takes away anyway."""
    await tx.run(UNHURRIED)
