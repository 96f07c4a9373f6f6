"""When and where an expression is computed: facts that the caller gives."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working calendar: weekdays that are `off`, and Saturdays and Sundays that are worked (`on`)."""

    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether people work on `day`."""
        return day not in self.off if day.weekday() < SATURDAY else day in self.on


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
