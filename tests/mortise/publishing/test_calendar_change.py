"""A changed working calendar reaches every stored value that counts working days."""

from datetime import date

import pytest

from mortise.identity.calendar import Day, read_days, set_own_days, working_calendar
from mortise.identity.company_settings import Recounting, change_company
from mortise.jobs.worker import Worker
from mortise.publishing.calendar_change import CALENDAR_HANDLERS, counting_nodes, leave_recounting

from .conftest import Workshop
from .test_publish import PLACE, field

pytestmark = pytest.mark.anyio

SPRING = date(2026, 2, 17)
MONDAY = date(2026, 3, 9)


async def set_days(workshop: Workshop, *days: Day) -> None:
    async with workshop.database.transaction() as tx:
        await set_own_days(tx, 2026, days, None)
        await leave_recounting(tx)


async def test_stored_working_days_are_counted_by_the_calendar_and_again_when_it_changes(
    workshop: Workshop,
) -> None:
    await workshop.run(
        "INSERT INTO app_visits.place (name, title, opened_on) SELECT 'p' || n, 'p' || n, '2026-03-06' "
        "FROM generate_series(1, 7000) n"
    )
    span = "NETWORKDAYS(opened_on, DATE(2026, 3, 13))"
    await workshop.change(field(PLACE, "days", kind="formula", formula=span))
    await workshop.change(field(PLACE, "weeks", kind="formula", formula="days / 5", decimals=1))
    await workshop.publish()
    assert await workshop.rows("SELECT DISTINCT days::int, weeks::text FROM app_visits.place") == [(6, "1.2")]

    await set_days(workshop, Day(MONDAY, is_working=False, name="Founders", is_own=True))
    await Worker(workshop.database, CALENDAR_HANDLERS).drain()

    assert await workshop.rows("SELECT DISTINCT days::int, weeks::text FROM app_visits.place") == [(5, "1.0")]


async def test_only_what_counts_working_days_is_computed_again(workshop: Workshop) -> None:
    await workshop.change(field(PLACE, "next", kind="formula", formula="WORKDAY(opened_on, 1)"))
    await workshop.change(field(PLACE, "after", kind="formula", formula="next + 1"))
    await workshop.change(field(PLACE, "double_area", kind="formula", formula="area * 2"))
    await workshop.publish()

    assert counting_nodes((await workshop.published()).schema) == [("place", "next"), ("place", "after")]


async def test_in_another_zone_everything_that_is_computed_is_computed_again(workshop: Workshop) -> None:
    await workshop.change(field(PLACE, "opened_at", kind="datetime"))
    await workshop.change(field(PLACE, "first_day", kind="formula", formula="DATEVALUE(opened_at)"))
    await workshop.change(field(PLACE, "next_day", kind="formula", formula="first_day + 1"))
    await workshop.publish()
    await workshop.run(
        "INSERT INTO app_visits.place (name, title, opened_at, first_day, next_day) "
        "VALUES ('p', 'p', '2026-03-01T18:00:00Z', '2026-03-02', '2026-03-03')"
    )

    async with workshop.database.transaction() as tx:
        assert await change_company(tx, "Mortise", "Europe/Berlin", "CNY", None) is Recounting.EVERYTHING
        await leave_recounting(tx, everything=True)
    await Worker(workshop.database, CALENDAR_HANDLERS).drain()

    days = await workshop.rows("SELECT first_day, next_day FROM app_visits.place")
    assert days == [(date(2026, 3, 1), date(2026, 3, 2))]


async def test_by_other_weeks_and_fiscal_years_what_asks_for_them_is_computed_again(
    workshop: Workshop,
) -> None:
    await workshop.change(field(PLACE, "week", kind="formula", formula='STARTOF(opened_on, "W")'))
    await workshop.change(field(PLACE, "year", kind="formula", formula="FISCALYEAR(opened_on)"))
    await workshop.publish()
    await workshop.run(
        "INSERT INTO app_visits.place (name, title, opened_on, week, year) VALUES "
        "('p', 'p', '2026-03-10', '2026-03-09', 2026), ('q', 'q', '2026-03-08', '2026-03-02', 2026)"
    )

    async with workshop.database.transaction() as tx:
        recounting = await change_company(
            tx, "Mortise", "Asia/Shanghai", "CNY", None, week_start="sunday", fiscal_start=2
        )
        assert recounting is Recounting.CALENDAR
        await leave_recounting(tx)
    await Worker(workshop.database, CALENDAR_HANDLERS).drain()

    assert await workshop.rows("SELECT week, year FROM app_visits.place ORDER BY name") == [
        (date(2026, 3, 8), 2027),
        (date(2026, 3, 8), 2027),
    ]


async def test_the_company_s_days_stand_in_place_of_the_country_s(workshop: Workshop) -> None:
    async with workshop.database.read() as reader:
        before = {day.day: day for day in await read_days(reader, 2026, "en")}
    assert before[SPRING].is_working is False
    assert before[SPRING].name
    assert before[date(2026, 2, 14)].is_working is True

    await set_days(workshop, Day(SPRING, is_working=True, name="", is_own=True))
    async with workshop.database.read() as reader:
        after = {day.day: day for day in await read_days(reader, 2026, "en")}

    assert (after[SPRING].is_working, after[SPRING].is_own) == (True, True)
    assert {day: each for day, each in after.items() if day != SPRING} == {
        day: each for day, each in before.items() if day != SPRING
    }


def test_own_days_make_weekdays_free_and_weekends_worked() -> None:
    saturday = date(2026, 3, 14)
    usual = working_calendar(2026)
    own = working_calendar(2026, ((SPRING, True), (MONDAY, False), (saturday, True)))

    assert [usual.is_working(day) for day in (SPRING, MONDAY, saturday)] == [False, True, False]
    assert [own.is_working(day) for day in (SPRING, MONDAY, saturday)] == [True, False, True]
    assert own.off - usual.off == {MONDAY}
    assert own.on - usual.on == {saturday}
