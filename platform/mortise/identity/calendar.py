"""The company's working calendar: public holidays, the weekends that are worked in exchange, and days of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import holidays
import sqlalchemy as sa

from engines.expression.clock import HOURS, SATURDAY, Calendar, Span
from mortise.db.statements import prepare
from mortise.db.tables import calendar_day
from mortise.db.transaction import Reader, Tx
from mortise.identity.changes import begin_change, log_change
from mortise.identity.company import WEEKDAYS, Company

COUNTRY: Final = "CN"
YEARS_BACK: Final = 10
YEARS_AHEAD: Final = 3
LANGUAGES: Final[Mapping[str, str]] = {"zh-CN": "zh_CN", "en": "en_US"}

OF_YEAR: Final = sa.func.extract("year", calendar_day.c.day) == sa.bindparam("year", type_=sa.Integer)
READ: Final = prepare(sa.select(calendar_day).where(OF_YEAR).order_by(calendar_day.c.day))
CLEAR: Final = prepare(sa.delete(calendar_day).where(OF_YEAR))
ADD: Final = prepare(
    sa.insert(calendar_day).from_select(
        ["day", "is_working", "name"],
        sa.select(
            sa.func.unnest(
                sa.bindparam("days", type_=sa.ARRAY(sa.Date)),
                sa.bindparam("working", type_=sa.ARRAY(sa.Boolean)),
                sa.bindparam("names", type_=sa.ARRAY(sa.Text)),
            )
            .table_valued("day", "is_working", "name")
            .render_derived(name="given")
            .c.day,
            sa.literal_column("given.is_working"),
            sa.literal_column("given.name"),
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is not what its place in the week says, or that the company has made so."""

    day: date
    is_working: bool
    name: str
    is_own: bool


@lru_cache(maxsize=4)
def country_calendar(year: int) -> Calendar:
    """The country's calendar of the years around `year`; days of years that are not announced yet are ordinary."""
    found = holidays.country_holidays(COUNTRY, years=range(year - YEARS_BACK, year + YEARS_AHEAD + 1))
    worked = frozenset(found.weekend_workdays)
    return Calendar(off=frozenset(found) - worked, on=worked)


@lru_cache(maxsize=8)
def working_calendar(
    year: int,
    days: tuple[tuple[date, bool], ...] = (),
    week_start: int = 0,
    fiscal_start: int = 1,
    hours: tuple[Span, ...] = HOURS,
) -> Calendar:
    """The calendar by which the company works: the country's, but for the company's own days, the days on which its
    weeks and fiscal years begin, and the hours of a working day."""
    country = country_calendar(year)
    off, on = set(country.off), set(country.on)
    for day, is_working in days:
        off.discard(day)
        on.discard(day)
        if is_working and day.weekday() >= SATURDAY:
            on.add(day)
        elif not is_working and day.weekday() < SATURDAY:
            off.add(day)
    return Calendar(frozenset(off), frozenset(on), week_start, fiscal_start, hours)


def calendar_of(company: Company, year: int) -> Calendar:
    """The calendar of a company around a year."""
    week = WEEKDAYS[company.week_start]
    return working_calendar(year, company.days, week, company.fiscal_start, company.hours)


async def read_days(reader: Reader, year: int, locale: str) -> list[Day]:
    """The special days of a year: the country's, and in their place or beside them the company's own."""
    named = holidays.country_holidays(COUNTRY, years=year, language=LANGUAGES[locale])
    country = country_calendar(year)
    found = {
        day: Day(day, is_working, named.get(day) or "", is_own=False)
        for days, is_working in ((country.off, False), (country.on, True))
        for day in days
        if day.year == year
    }
    for row in await reader.fetch(READ, {"year": year}):
        found[row["day"]] = Day(row["day"], row["is_working"], row["name"], is_own=True)
    return [found[day] for day in sorted(found)]


async def set_own_days(tx: Tx, year: int, days: Sequence[Day], actor: int | None) -> None:
    """Makes these the company's own days of a year, instead of those it had."""
    await begin_change(tx)
    before = {row["day"].isoformat(): row["is_working"] for row in await tx.fetch(READ, {"year": year})}
    await tx.execute(CLEAR, {"year": year})
    values = {
        "days": [each.day for each in days],
        "working": [each.is_working for each in days],
        "names": [each.name for each in days],
    }
    await tx.execute(ADD, values)
    after = {each.day.isoformat(): each.is_working for each in days}
    await log_change(tx, "setting", year, "update", actor, {"calendar": before}, {"calendar": after})
