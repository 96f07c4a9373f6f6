"""Adding very many rows, and what all writers leave behind for the indexes."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from mortise.db.bulk import adding_many, merge_lists
from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.db.tables import SCHEMA
from mortise.db.transaction import Reader, Tx
from mortise.main import open_host, working
from mortise.settings import Settings

TABLE: Final = sa.Table("many", sa.MetaData(), sa.Column("words", ARRAY(sa.Text)), schema=SCHEMA)
ROWS: Final = 60_000
OF_ITSELF: Final = 512
"""So many pages PostgreSQL lets writers leave of itself; these rows take more."""
MERGED: Final = 20
"""A search reads fewer pages where nothing waits."""

ADD: Final = prepare(
    sa.text(
        f"INSERT INTO {SCHEMA}.many SELECT ARRAY[lpad(number::text, 100, '-')] "
        "FROM generate_series(1, :count) AS number"
    ).bindparams(sa.bindparam("count", type_=sa.Integer))
)
LOOK: Final = prepare(
    sa.text(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT FROM {SCHEMA}.many WHERE words @> ARRAY['none']")
)


async def pages_read(reader: Reader) -> int:
    """How many pages a search reads that finds nothing."""
    told: Any = await reader.fetchval(LOOK)
    plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    return int(plan["Shared Hit Blocks"]) + int(plan["Shared Read Blocks"])


@pytest.fixture
async def many(database: Database) -> AsyncIterator[Database]:
    async with database.transaction() as tx:
        await tx.run(f"CREATE TABLE {SCHEMA}.many (words text[])")
        await tx.run(f"CREATE INDEX many_words ON {SCHEMA}.many USING gin (words)")
        await merge_lists(tx)
    yield database
    async with database.transaction() as tx:
        await tx.run(f"DROP TABLE {SCHEMA}.many")


async def add(tx: Tx) -> None:
    await tx.run("SET LOCAL enable_seqscan = off")
    await tx.execute(ADD, {"count": ROWS})


async def test_what_waits_for_an_index_is_merged_apart_from_whoever_adds_very_many_rows(
    many: Database,
) -> None:
    async with many.transaction() as tx:
        async with adding_many(tx, TABLE):
            await add(tx)
        async with many.transaction() as other:
            beside = await merge_lists(other)
        waiting = await pages_read(tx)
    async with many.transaction() as tx:
        await tx.run("SET LOCAL enable_seqscan = off")
        after = await merge_lists(tx)
        left = await pages_read(tx)
        again = await merge_lists(tx)

    assert (beside, again) == (0, 0)
    assert min(after, waiting) > OF_ITSELF
    assert left < MERGED


async def test_a_server_at_work_merges_what_its_writers_left(
    many: Database, database_url: str, tmp_path: Path
) -> None:
    async with many.transaction() as tx:
        await add(tx)
        waiting = await pages_read(tx)
    assert waiting > OF_ITSELF

    async with open_host(Settings(data=tmp_path), database_url) as host, working(host), asyncio.timeout(60):
        while waiting >= MERGED:
            async with host.database.transaction() as tx:
                await tx.run("SET LOCAL enable_seqscan = off")
                waiting = await pages_read(tx)
            await asyncio.sleep(0.05)
