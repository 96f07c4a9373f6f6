"""The company's working calendar: public holidays, and the weekends that are worked in exchange."""

from functools import lru_cache
from typing import Final

import holidays

from engines.expression.clock import Calendar

COUNTRY: Final = "CN"
YEARS_BACK: Final = 10
YEARS_AHEAD: Final = 3


@lru_cache(maxsize=4)
def working_calendar(year: int) -> Calendar:
    """The calendar of the years around `year`; days of years that are not announced yet are ordinary."""
    found = holidays.country_holidays(COUNTRY, years=range(year - YEARS_BACK, year + YEARS_AHEAD + 1))
    worked = frozenset(found.weekend_workdays)
    return Calendar(off=frozenset(found) - worked, on=worked)
