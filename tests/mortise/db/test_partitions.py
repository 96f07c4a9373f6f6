"""The change log's months."""

from datetime import UTC, date, datetime

import sqlalchemy as sa

from mortise.db.database import Database
from mortise.db.partitions import make_partitions, months
from mortise.db.statements import prepare
from mortise.db.tables.records import record_change

LOG = prepare(
    sa.insert(record_change)
    .values(app_id=1, form="deal", record_id=1, action="create", at=sa.bindparam("moment"))
    .returning(record_change.c.id)
)
WHERE = prepare(
    sa.select(sa.literal_column("tableoid::regclass::text", sa.Text))
    .select_from(record_change)
    .order_by(record_change.c.id)
)


def test_months_follow_each_other_over_the_turn_of_the_year() -> None:
    assert months(date(2026, 11, 30), 3) == [
        (date(2026, 11, 1), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2027, 1, 1)),
        (date(2027, 1, 1), date(2027, 2, 1)),
    ]


async def test_this_month_and_three_more_have_their_table(fresh_database_url: str) -> None:
    database = await Database.connect(fresh_database_url)
    async with database.transaction() as tx:
        made = await make_partitions(tx, date(2026, 11, 21))
        again = await make_partitions(tx, date(2026, 11, 30))

    await database.close()
    assert made == [f"record_change_{month}" for month in ("2026_11", "2026_12", "2027_01", "2027_02")]
    assert again == []


async def test_changes_logged_before_their_month_had_a_table_move_into_it(fresh_database_url: str) -> None:
    database = await Database.connect(fresh_database_url)
    async with database.transaction() as tx:
        await tx.fetchval(LOG, {"moment": datetime(2026, 11, 21, tzinfo=UTC)})
        await tx.fetchval(LOG, {"moment": datetime(2020, 1, 1, tzinfo=UTC)})

        await make_partitions(tx, date(2026, 11, 21))
        await tx.fetchval(LOG, {"moment": datetime(2026, 12, 31, 23, 59, tzinfo=UTC)})

        where = [row[0] for row in await tx.fetch(WHERE)]
    await database.close()
    assert where == [
        "mortise.record_change_2026_11",
        "mortise.record_change_other",
        "mortise.record_change_2026_12",
    ]
