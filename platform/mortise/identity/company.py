"""The company whose installation this is: what its settings say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

SETTINGS: Final = ("company_name", "time_zone", "base_currency")


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

    def rates_on(self, day: date) -> Mapping[str, Decimal]:
        """The worth of one unit of each other currency on a day."""
        return {currency: rate for currency, since, rate in self.rates if since <= day}


USUAL: Final = Company("Mortise 榫卯", ZoneInfo("Asia/Shanghai"), "CNY")


def company_of(
    settings: Mapping[str, str],
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
    )
