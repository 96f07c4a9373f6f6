"""Adding very many rows: what a transaction may use for that, and what all writers leave behind for the indexes.

What a GIN index is given waits in a list, which a search reads besides the index. To merge the two takes the longer the
more there is, so nobody who writes does it: it is done from time to time, apart from them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import REGCLASS

from mortise.db.statements import prepare
from mortise.db.transaction import Tx

MERGE_SECONDS: Final = 5.0
"""How often what waits is merged."""

MOST_WAITING: Final = "384MB"
"""How long a list may become while many rows are added: whoever adds merges a longer one. A search reads one of that
length in a quarter of a second. Other writers leave longer ones, so that none of them merges it."""

MANY: Final = f"SET LOCAL work_mem = '64MB'; SET LOCAL gin_pending_list_limit = '{MOST_WAITING}'"
UNHURRIED: Final = "SET LOCAL synchronous_commit = off"
USUAL: Final = "SET LOCAL work_mem TO DEFAULT; SET LOCAL gin_pending_list_limit TO DEFAULT"

KEEP_OFF: Final = prepare(
    sa.select(
        sa.func.pg_advisory_xact_lock_shared(
            sa.func.hashtext("mortise.adding"),
            sa.cast(sa.cast(sa.bindparam("name", type_=sa.Text), REGCLASS), sa.Integer),
        )
    )
)
# One server is enough. Locks of others are looked at and not taken: there may be as many indexes as locks that one
# database knows.
MERGE: Final = prepare(
    sa.text(
        """
        WITH adding AS MATERIALIZED (
            SELECT l.objid
            FROM pg_catalog.pg_locks l
            JOIN pg_catalog.pg_database d ON d.oid = l.database AND d.datname = current_database()
            WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.classid = hashtext('mortise.adding')::oid
        ), waiting AS MATERIALIZED (
            SELECT i.oid
            FROM pg_catalog.pg_index x
            JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
            JOIN pg_catalog.pg_am a ON a.oid = i.relam
            WHERE a.amname = 'gin' AND i.relkind = 'i' AND i.relpersistence <> 't' AND x.indisready
                AND pg_catalog.pg_has_role(i.relowner, 'USAGE')
                AND x.indrelid NOT IN (SELECT objid FROM adding)
        ), turn AS MATERIALIZED (
            SELECT pg_try_advisory_xact_lock(hashtextextended('mortise.merging', 0)) AS is_ours
        )
        SELECT COALESCE(sum(gin_clean_pending_list(waiting.oid)), 0)::bigint FROM waiting, turn WHERE turn.is_ours
        """
    )
)


@asynccontextmanager
async def adding_many(tx: Tx, table: sa.Table) -> AsyncIterator[None]:
    """A block that adds very many rows to the table. Until the transaction ends, nobody merges what its indexes are
    given: they would take the processor from whoever adds, and would do it again and again."""
    await tx.run(MANY)
    await tx.fetchval(KEEP_OFF, {"name": f'{table.schema}."{table.name}"'})
    yield
    await tx.run(USUAL)


async def merge_lists(tx: Tx) -> int:
    """Merges what waits for the indexes, but not where many rows are being added; how many pages that were."""
    return int(str(await tx.fetchval(MERGE)))


async def commit_unhurried(tx: Tx) -> None:
    """Lets the transaction's commit not wait for the disk: for a step that is taken again after a crash, and whose
    rows a crash takes away anyway."""
    await tx.run(UNHURRIED)
