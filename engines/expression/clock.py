"""When and where an expression is computed: facts that the caller gives."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

SATURDAY = 5
WEEK = 7
"""Days."""
YEAR = 12
"""Months."""

Span: TypeAlias = tuple[time, time]
"""From when to when, on one day."""
HOURS: Final[tuple[Span, ...]] = ((time(9), time(12)), (time(13), time(18)))
"""When people usually work."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working calendar: weekdays that are `off`, Saturdays and Sundays that are worked (`on`), the weekday on which
    weeks begin (0 is Monday, 6 is Sunday), the month with which fiscal years begin (1 is January), and the `hours` of a
    working day, one span after the other."""

    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()
    week_start: int = 0
    fiscal_start: int = 1
    hours: tuple[Span, ...] = HOURS

    def is_working(self, day: date) -> bool:
        """Whether people work on `day`."""
        return day not in self.off if day.weekday() < SATURDAY else day in self.on

    def into_week(self, day: date) -> int:
        """How many days of its week lie before `day`."""
        return (day.weekday() - self.week_start) % WEEK

    def into_fiscal_year(self, day: date) -> int:
        """How many months of its fiscal year lie before the month of `day`."""
        return (day.month - self.fiscal_start) % YEAR

    def fiscal_year(self, day: date) -> int:
        """The calendar year in which the fiscal year of `day` ends."""
        return (day.year * YEAR + day.month - self.into_fiscal_year(day) + YEAR - 2) // YEAR


@dataclass(frozen=True)
class Clock:
    """The moment of an evaluation, the company's time zone, and its working calendar."""

    now: datetime
    time_zone: ZoneInfo
    holidays: Calendar = field(default_factory=Calendar)

    @cached_property
    def today(self) -> date:
        """The date in the company's time zone."""
        return self.now.astimezone(self.time_zone).date()

    def local(self, moment: datetime) -> datetime | None:
        """The moment as the company's clocks showed it; blank outside the years 1 to 9999."""
        try:
            return moment.astimezone(self.time_zone)
        except OverflowError:
            return None


ONE_DAY = timedelta(days=1)
