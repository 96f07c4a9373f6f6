"""What the days of a calendar may be asked for, read from the address with all mistakes at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from engines.issues import Issue
from mortise.records.request import ListRequest, ParameterReader

MOST: Final = 20
"""The most records of one day of one week that a request is answered with."""
MOST_DAYS: Final = 42
"""As many as a sheet of a calendar has."""


@dataclass(frozen=True, slots=True)
class DaysRequest:
    """The days from `first` to `last`, weeks beginning with the first; which fields say when a record is; `among` says
    of which list, how many of each day and what of each."""

    start: str
    end: str
    first: date
    last: date
    among: ListRequest


def read_days(pairs: Iterable[tuple[str, str]]) -> DaysRequest:
    """The days that a query string asks for."""
    reader = ParameterReader(pairs)
    first, last = (_day(reader.text(name)) for name in ("first", "last"))
    if first is None or last is None or not 0 <= (last - first).days < MOST_DAYS:
        reader.issues.append(Issue("days_impossible", "/first", {"most": MOST_DAYS}))
        first = last = date.min
    among = ListRequest(
        filter=reader.filter("filter"),
        search=reader.text("search"),
        fields=reader.keys("fields") or None,
        expand=reader.keys("expand"),
        limit=reader.whole("limit", 1, MOST, MOST),
    )
    request = DaysRequest(reader.text("start"), reader.text("end"), first, last, among)
    reader.done()
    return request


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
