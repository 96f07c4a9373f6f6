"""Adding very many rows, and what that leaves in the lists of an index."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from mortise.db.bulk import MERGED, adding_many
from mortise.db.database import Database
from mortise.db.statements import Statement, prepare
from mortise.db.tables import SCHEMA
from mortise.db.transaction import Tx

TABLE: Final = sa.Table("many", sa.MetaData(), sa.Column("words", ARRAY(sa.Text)), schema=SCHEMA)
ADD: Final = prepare(
    sa.text(
        f"INSERT INTO {SCHEMA}.many SELECT ARRAY[number::text] FROM generate_series(1, :count) AS number"
    ).bindparams(sa.bindparam("count", type_=sa.Integer))
)
LEFT: Final = prepare(sa.text(f"SELECT gin_clean_pending_list('{SCHEMA}.many_words')"))


async def add(tx: Tx, count: int) -> None:
    await tx.execute(ADD, {"count": count})


async def test_what_many_rows_leave_is_merged_on_another_connection_while_more_are_added(
    database: Database,
) -> None:
    async with database.transaction() as tx:
        await tx.run(f"CREATE TABLE {SCHEMA}.many (words text[])")
        await tx.run(f"CREATE INDEX many_words ON {SCHEMA}.many USING gin (words)")
    try:
        async with database.transaction() as tx:
            async with adding_many(tx, TABLE, database) as adding:
                await add(tx, MERGED)
                adding.added(MERGED)
                await adding.end()
                merged = await tx.fetchval(LEFT)
                await add(tx, 100)
                adding.added(100)
                await adding.end()
                waiting = await tx.fetchval(LEFT)
                await add(tx, 100)
            left = await tx.fetchval(LEFT)
            count = await tx.fetchval(Statement(sa.select(sa.func.count()).select_from(TABLE)))
        assert (merged, left, count) == (0, 0, MERGED + 200)
        assert waiting == 1
    finally:
        async with database.transaction() as tx:
            await tx.run(f"DROP TABLE {SCHEMA}.many")
