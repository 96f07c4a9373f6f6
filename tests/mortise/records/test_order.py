"""Pages follow one another without gaps or repeats, whatever is blank and whichever way they go."""

import itertools
from decimal import Decimal

import asyncpg
import pytest
import sqlalchemy as sa

from mortise.db.database import Database
from mortise.db.statements import Statement
from mortise.records.order import OrderKey, after

TABLE = sa.Table(
    "paged",
    sa.MetaData(),
    sa.Column("id", sa.BigInteger),
    sa.Column("name", sa.Text(collation="C")),
    sa.Column("amount", sa.Numeric),
    sa.Column("at", sa.DateTime(timezone=True)),
    schema="public",
)


@pytest.fixture
async def filled(database: Database, database_url: str) -> Database:
    connection = await asyncpg.connect(database_url)
    await connection.execute(
        "DROP TABLE IF EXISTS public.paged; "
        'CREATE TABLE public.paged (id bigint, name text COLLATE "C", amount numeric, at timestamptz)'
    )
    names, amounts = [None, "a", "b", "榫"], [None, Decimal("1.50"), Decimal(-2)]
    values = itertools.product(names, amounts, [None, "2026-01-01 00:00:00.123456Z"])
    rows = [(number, name, amount, at) for number, (name, amount, at) in enumerate(values, 1)]
    await connection.executemany(
        "INSERT INTO public.paged SELECT $1, $2, $3, ($4::text)::timestamptz",
        [*rows, *((100 + row[0], *row[1:]) for row in rows)],
    )
    await connection.close()
    return database


@pytest.mark.parametrize("directions", [*itertools.product([False, True], repeat=4)])
async def test_pages_together_are_the_whole_list(filled: Database, directions: tuple[bool, ...]) -> None:
    columns = (TABLE.c.name, TABLE.c.amount, TABLE.c.at, TABLE.c.id)
    keys = [OrderKey(column, descending) for column, descending in zip(columns, directions, strict=True)]
    ordered = sa.select(TABLE.c.id, *(key.as_text() for key in keys)).order_by(
        *(key.clause() for key in keys)
    )
    whole: list[int] = []

    async with filled.read() as reader:
        expected = [row["id"] for row in await reader.fetch(Statement(ordered))]
        page = await reader.fetch(Statement(ordered.limit(7)))
        while page:
            whole.extend(row["id"] for row in page)
            last = list(page[-1])[1:]
            following = ordered.where(after(keys, [value is None for value in last])).limit(7)
            page = await reader.fetch(
                Statement(following), {f"after_{place}": value for place, value in enumerate(last)}
            )

    assert whole == expected
    assert len(whole) == 48
