"""The company whose installation this is: what its settings say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

SETTINGS: Final = ("company_name", "time_zone", "base_currency")


@dataclass(frozen=True, slots=True)
class Company:
    """Facts that hold for everybody who works here."""

    name: str
    time_zone: ZoneInfo
    base_currency: str


USUAL: Final = Company("Mortise 榫卯", ZoneInfo("Asia/Shanghai"), "CNY")


def company_of(settings: Mapping[str, str]) -> Company:
    """The company as the table of settings describes it; what it does not say is as usual."""
    return Company(
        settings.get("company_name", USUAL.name),
        ZoneInfo(settings.get("time_zone", USUAL.time_zone.key)),
        settings.get("base_currency", USUAL.base_currency),
    )
