"""Working time is the same where a time limit is set and where PostgreSQL tells how long something took."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from engines.expression.clock import Calendar, Clock
from engines.flow.facts import Unit
from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.db.tables.schema import MOMENT
from mortise.flows.working_time import Worked, work_binds, working_moment

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOLIDAY, WORKED_SATURDAY = date(2026, 3, 4), date(2026, 3, 7)
NOW = datetime(2026, 4, 1, 4, tzinfo=UTC)
CALENDAR = Calendar(off=frozenset({HOLIDAY}), on=frozenset({WORKED_SATURDAY}))
CLOCK = Clock(NOW, SHANGHAI, CALENDAR)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        pytest.param(at(2, 10), 2, "hours", at(2, 12), id="within the morning"),
        pytest.param(at(2, 11), 2, "hours", at(2, 14), id="over noon"),
        pytest.param(at(2, 12, 30), 30, "minutes", at(2, 13, 30), id="begun at noon"),
        pytest.param(at(3, 17), 2, "hours", at(5, 10), id="over a holiday"),
        pytest.param(at(6, 17), 2, "hours", at(7, 10), id="into a Saturday that is worked"),
        pytest.param(at(2, 10), 3, "days", at(6, 10), id="days keep the hour"),
        pytest.param(at(5, 10), -2, "hours", at(3, 17), id="before"),
        pytest.param(at(8, 3), -1, "hours", at(7, 17), id="before a night"),
    ],
)
def test_time_passes_while_people_work(start: datetime, amount: int, unit: Unit, end: datetime) -> None:
    assert working_moment(CLOCK, start, amount, unit) == end


async def test_what_was_worked_between_two_moments_is_what_passes_from_one_to_the_other(
    database: Database,
) -> None:
    worked = Worked("days")
    given = sa.func.unnest(sa.bindparam("moments", type_=sa.ARRAY(MOMENT)))
    moments = given.table_valued(sa.column("at", MOMENT), with_ordinality="place").render_derived(
        name="given"
    )
    days = worked.days
    statement = prepare(
        sa.select(worked.until(days, moments.c.at).label("seconds"))
        .select_from(moments.join(days, worked.is_of(days, moments.c.at)))
        .order_by(moments.c.place)
    )
    random = Random(7)
    since = at(1, 0)
    begun = [since + timedelta(minutes=random.randrange(20 * 24 * 60)) for _ in range(60)]
    minutes = [random.randrange(1, 3_000) for _ in begun]
    late = Calendar(off=CALENDAR.off, on=CALENDAR.on, hours=((time(8, 30), time(17)),))
    for clock in (CLOCK, Clock(NOW, SHANGHAI, late)):
        ended = [
            working_moment(clock, one, amount, "minutes") for one, amount in zip(begun, minutes, strict=True)
        ]
        async with database.read() as reader:
            rows = await reader.fetch(statement, {"moments": [*begun, *ended], **work_binds(clock, since)})
        seconds = [row["seconds"] for row in rows]
        took = [last - first for first, last in zip(seconds, seconds[len(begun) :], strict=False)]
        assert took == [60 * amount for amount in minutes]
