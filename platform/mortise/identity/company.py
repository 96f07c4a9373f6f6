"""The company whose installation this is: what its settings say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from engines.expression.clock import HOURS, Span

SETTINGS: Final = (
    "company_name",
    "time_zone",
    "base_currency",
    "week_start",
    "fiscal_start",
    "working_hours",
)

Look = Literal["light", "dark"]
"""Pages that a picture is made for."""
LOGOS: Final[Mapping[Look, str]] = {"light": "company_logo", "dark": "company_logo_dark"}
"""The settings that say what the company's logo is."""


Weekday = Literal["monday", "saturday", "sunday"]
WEEKDAYS: Final[Mapping[Weekday, int]] = {"monday": 0, "saturday": 5, "sunday": 6}
"""Days on which weeks begin somewhere, by their numbers from Monday."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture by which people know the company: what the store calls it, a digest of its bytes, and its pixels."""

    content: str
    digest: str
    media: str
    size: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Company:
    """Facts that hold for everybody who works here."""

    name: str
    time_zone: ZoneInfo
    base_currency: str
    days: tuple[tuple[date, bool], ...] = ()
    """Days on which people work (true) or do not, otherwise than the country's calendar says."""
    rates: tuple[tuple[str, date, Decimal], ...] = ()
    """What one unit of another currency is worth in the company's own from a day on, the earliest first; of what was
    over long ago only the last."""
    logos: tuple[tuple[Look, Logo], ...] = ()
    week_start: Weekday = "monday"
    fiscal_start: int = 1
    """The month with which fiscal years begin: 1 is January."""
    hours: tuple[Span, ...] = HOURS
    """When people work on a working day, in the company's time zone."""

    def rates_on(self, day: date) -> Mapping[str, Decimal]:
        """The worth of one unit of each other currency on a day."""
        return {currency: rate for currency, since, rate in self.rates if since <= day}


USUAL: Final = Company("Mortise 榫卯", ZoneInfo("Asia/Shanghai"), "CNY")


def company_of(
    settings: Mapping[str, Any],
    days: Iterable[tuple[str, bool]] = (),
    rates: Iterable[tuple[str, str, str]] = (),
) -> Company:
    """The company as the tables of settings, of its own calendar and of rates describe it; what they do not say is as
    usual."""
    return Company(
        settings.get("company_name", USUAL.name),
        ZoneInfo(settings.get("time_zone", USUAL.time_zone.key)),
        settings.get("base_currency", USUAL.base_currency),
        tuple((date.fromisoformat(day), is_working) for day, is_working in days),
        tuple((currency, date.fromisoformat(since), Decimal(rate)) for currency, since, rate in rates),
        tuple((look, logo) for look in LOGOS if (logo := logo_of(settings, look)) is not None),
        settings.get("week_start", USUAL.week_start),
        settings.get("fiscal_start", USUAL.fiscal_start),
        hours_of(settings.get("working_hours")) or USUAL.hours,
    )


def hours_of(kept: Sequence[Sequence[str]] | None) -> tuple[Span, ...]:
    """Working hours as they are kept: pairs of "09:00" and "12:00"."""
    return tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in kept or ())


def hours_text(hours: Sequence[Span]) -> list[list[str]]:
    """Working hours to be kept."""
    return [[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in hours]


def logo_of(settings: Mapping[str, Any], look: Look) -> Logo | None:
    """The company's logo for such pages, if it has one."""
    kept = settings.get(LOGOS[look])
    return None if kept is None else Logo(**kept)
