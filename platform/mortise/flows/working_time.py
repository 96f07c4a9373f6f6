"""Working time by the company's calendar."""

from datetime import UTC, datetime, time, timedelta
from typing import Final

from engines.expression.clock import Clock
from engines.flow.facts import Unit

OPENS: Final = time(9)
CLOSES: Final = time(18)
"""Between which hours of a working day the clock of tasks runs."""
MINUTES_A_DAY: Final = 9 * 60
ONE_DAY: Final = timedelta(days=1)


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
    while left:
        opens = datetime.combine(local.date(), OPENS, local.tzinfo)
        closes = datetime.combine(local.date(), CLOSES, local.tzinfo)
        if clock.holidays.is_working(local.date()):
            at = min(max(local, opens), closes)
            room = closes - at if forward else at - opens
            if room >= left:
                return at + left if forward else at - left
            left -= room
        day = local.date() + (ONE_DAY if forward else -ONE_DAY)
        local = datetime.combine(day, OPENS if forward else CLOSES, local.tzinfo)
    return local
