"""Adding very many rows: what a transaction may use for that, and what it leaves behind."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

import asyncpg
import sqlalchemy as sa

from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.db.transaction import Tx
from mortise.errors import Busy

MANY: Final = "SET LOCAL work_mem = '64MB'; SET LOCAL gin_pending_list_limit = '{list}'"
ALONE: Final = "16MB"
"""How long the list grows before whoever adds merges it: of a longer one the pieces are not near the processor."""
BESIDE: Final = "64MB"
"""The same where somebody else merges it sooner."""
MERGED: Final = 4_000
"""So many rows are added before what they left in the lists is merged by somebody else."""
MERGE_SECONDS: Final = 60.0
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


class Adding:
    """Rows on their way into a table. With `others` to give a connection, what waits in lists is merged there while
    more is added."""

    def __init__(self, table: sa.Table, others: Database | None) -> None:
        self.place = {"schema": table.schema, "table": table.name}
        self._others = others
        self._waiting = 0
        self._merging: asyncio.Task[None] | None = None

    def added(self, rows: int) -> None:
        """To be told how many rows were added."""
        self._waiting += rows
        if self._others is None or self._waiting < MERGED:
            return
        if self._merging is None or self._merging.done():
            self._waiting = 0
            self._merging = asyncio.create_task(self._merge(self._others))

    async def end(self) -> None:
        """Waits until nobody else is merging."""
        if self._merging is not None:
            await self._merging

    async def _merge(self, others: Database) -> None:
        # Whatever keeps this from being done, it is done in the end by whoever adds.
        with suppress(Busy, OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            async with others.transaction(seconds=MERGE_SECONDS) as tx:
                await tx.fetch(MERGE, self.place)


@asynccontextmanager
async def adding_many(tx: Tx, table: sa.Table, others: Database | None = None) -> AsyncIterator[Adding]:
    """A block that adds very many rows to the table.

    What a GIN index is given waits in a list, which is merged into the index when it has grown long: of a longer list
    more belongs to one place of the index, and is brought there at once. What still waits at the end is merged too, so
    that neither a search nor the next write has to."""
    adding = Adding(table, others)
    await tx.run(MANY.format(list=ALONE if others is None else BESIDE))
    try:
        yield adding
    finally:
        await adding.end()
    await tx.fetch(MERGE, adding.place)
    await tx.run(USUAL)


async def commit_unhurried(tx: Tx) -> None:
    """Lets the transaction's commit not wait for the disk: for a step that is taken again after a crash, and whose
    rows a crash takes away anyway."""
    await tx.run(UNHURRIED)
