"""Working time by the company's calendar and its hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.types import TypeEngine

from engines.expression.clock import ONE_DAY, Clock
from engines.flow.facts import Unit

ZONE: Final = sa.bindparam("work_zone", type_=sa.Text)
MOST_SPANS: Final = 2
"""A working day has a morning and an afternoon at most."""


def working_moment(clock: Clock, start: datetime, amount: int, unit: Unit) -> datetime:
    """So much working time after a moment, or, below 0, before it: days keep the hour, hours and minutes pass while
    people work."""
    local = start.astimezone(clock.time_zone)
    if unit == "days":
        return _days(clock, local, amount).astimezone(UTC)
    return _minutes(clock, local, amount * (60 if unit == "hours" else 1)).astimezone(UTC)


def _days(clock: Clock, local: datetime, amount: int) -> datetime:
    step = ONE_DAY if amount > 0 else -ONE_DAY
    left = abs(amount)
    while left:
        local += step
        left -= clock.holidays.is_working(local.date())
    return local


def _minutes(clock: Clock, local: datetime, amount: int) -> datetime:
    left = timedelta(minutes=abs(amount))
    forward = amount > 0
    spans = clock.holidays.hours if forward else clock.holidays.hours[::-1]
    while left:
        day = local.date()
        for opens, closes in spans if clock.holidays.is_working(day) else ():
            first = datetime.combine(day, opens, local.tzinfo)
            last = datetime.combine(day, closes, local.tzinfo)
            at = min(max(local, first), last)
            room = last - at if forward else at - first
            if room >= left:
                return at + left if forward else at - left
            left -= room
        beside = day + (ONE_DAY if forward else -ONE_DAY)
        local = datetime.combine(beside, time.min if forward else time.max, local.tzinfo)
    return local


@dataclass(frozen=True, slots=True)
class Worked:
    """The days of a time as rows of a statement, by which it tells how much was worked between two moments."""

    name: str

    @property
    def days(self) -> Any:
        """Each day, the seconds worked before it, and whether people work on it."""
        kinds: dict[str, TypeEngine[Any]] = {"day": sa.Date(), "before": sa.Double(), "works": sa.Boolean()}
        given = (sa.bindparam(f"work_{name}", type_=sa.ARRAY(kind)) for name, kind in kinds.items())
        columns = [sa.column(name, kind) for name, kind in kinds.items()]
        return sa.func.unnest(*given).table_valued(*columns).render_derived(name=self.name)

    def is_of(self, days: FromClause, moment: ColumnElement[datetime]) -> ColumnElement[bool]:
        """Whether a row of `days` is the day of a moment."""
        return days.c.day == sa.cast(sa.func.timezone(ZONE, moment), sa.Date)

    def until(self, days: FromClause, moment: ColumnElement[datetime]) -> ColumnElement[Any]:
        """Seconds worked from the first day of all up to a moment of the row's day."""
        clock = sa.extract("epoch", sa.cast(sa.func.timezone(ZONE, moment), sa.Time))
        within: ColumnElement[Any] = sa.literal_column("0", sa.Double())
        for place in range(MOST_SPANS):
            worked = sa.func.least(clock, _bind(place, "closes")) - _bind(place, "opens")
            within = within + sa.func.greatest(0, worked)
        return days.c.before + sa.case((days.c.works, within), else_=0)


def _bind(place: int, what: str) -> sa.BindParameter[Any]:
    return sa.bindparam(f"work_{what}_{place}", type_=sa.Double())


def work_binds(clock: Clock, since: datetime) -> dict[str, object]:
    """The values of a statement with `Worked`, for moments since one of them up to now."""
    days = list(_every_day(since.astimezone(clock.time_zone).date(), clock.today))
    works = [clock.holidays.is_working(day) for day in days]
    hours = [(_seconds(opens), _seconds(closes)) for opens, closes in clock.holidays.hours]
    a_day = sum(closes - opens for opens, closes in hours)
    before, passed = [], 0.0
    for is_worked in works:
        before.append(passed)
        passed += a_day if is_worked else 0
    binds: dict[str, object] = {
        "work_zone": clock.time_zone.key,
        "work_day": days,
        "work_before": before,
        "work_works": works,
    }
    for place in range(MOST_SPANS):
        opens, closes = hours[place] if place < len(hours) else (0.0, 0.0)
        binds |= {f"work_opens_{place}": opens, f"work_closes_{place}": closes}
    return binds


def _every_day(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


def _seconds(at: time) -> float:
    return at.hour * 3600.0 + at.minute * 60.0
