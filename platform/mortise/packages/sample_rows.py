"""Sample records as an author writes them: numbers known to the sample only, logins, and days told from today."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import orjson

from engines.issues import Issue
from mortise.json_keys import repeated_keys

RELATIVE: Final = re.compile(r"@([+-]?\d{1,5})(?: (\d\d):(\d\d))?", re.ASCII)
OWN: Final = frozenset({"id", "owner", "created_at"})
"""Members of a row that are no fields."""
MORNING: Final = time(9)
"""When something happened of which only the day is told."""
MOST_ROWS: Final = 100_000


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A record of a sample. `values` are as JSON carries them or, from a spreadsheet, as people write them."""

    place: str
    id: str | None
    owner: str | None
    created_at: datetime
    values: Mapping[str, object]
    is_text: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """The moment and the zone that a sample's days are told from."""

    now: datetime
    time_zone: ZoneInfo

    @property
    def today(self) -> date:
        """The day of that moment in the zone."""
        return self.now.astimezone(self.time_zone).date()

    def moment(self, day: date, at: time) -> datetime:
        """A moment of a day in the company's zone."""
        return datetime.combine(day, at, self.time_zone)

    def absolute(self, value: object) -> object:
        """The value with every relative day in it made absolute, as JSON carries days and moments."""
        if isinstance(value, list):
            return [self.absolute(member) for member in value]
        if isinstance(value, dict):
            return {name: self.absolute(member) for name, member in value.items()}
        found = RELATIVE.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            return value
        day = self.today + timedelta(days=int(found[1]))
        if found[2] is None:
            return day.isoformat()
        return self.moment(day, clock_time(found[2], found[3])).isoformat()


def clock_time(hours: str, minutes: str) -> time:
    """The time of day that two numbers tell; the last minute of the day for one that no clock shows."""
    return time(min(int(hours), 23), min(int(minutes), 59))


def read_rows(name: str, content: bytes, calendar: Calendar) -> Sequence[SampleRow] | tuple[Issue, ...]:
    """The rows of one file of a sample, or why it cannot be read."""
    place = f"sample/{name}"
    is_text = name.endswith(".csv")
    try:
        raw = read_csv(content) if is_text else orjson.loads(content)
    except (csv.Error, UnicodeDecodeError) as error:
        return (Issue("sample_file_unreadable", place, {"name": place, "reason": str(error)[:200]}),)
    except orjson.JSONDecodeError as error:
        return (Issue("package_file_unreadable", place, {"line": error.lineno, "name": place}),)
    repeated = () if is_text else repeated_keys(content, raw)
    if repeated:
        return tuple(issue.under(f"{place}#") for issue in repeated)
    if not isinstance(raw, list) or len(raw) > MOST_ROWS or not all(isinstance(row, dict) for row in raw):
        return (Issue("sample_not_rows", place, {"name": place, "maximum": MOST_ROWS}),)
    rows, issues = list[SampleRow](), list[Issue]()
    seen: set[str] = set()
    for number, given in enumerate(raw):
        where = f"{place}#/{number}"
        row = read_row(where, given, calendar, is_text=is_text)
        if isinstance(row, Issue):
            issues.append(row)
            continue
        if row.id is not None and row.id in seen:
            issues.append(Issue("sample_id_twice", f"{where}/id", {"id": row.id}))
        seen |= {row.id} if row.id is not None else set()
        rows.append(row)
    return tuple(issues) or rows


def read_csv(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file with a header of field keys."""
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return [
        {name: cell for name, cell in row.items() if name is not None and cell}
        for row in csv.DictReader(text, strict=True)
    ]


def read_row(
    where: str, given: Mapping[str, object], calendar: Calendar, *, is_text: bool
) -> SampleRow | Issue:
    """One row; the owner is a login, the moment of creation a day or a moment."""
    values = {name: calendar.absolute(value) for name, value in given.items() if name not in OWN}
    created = calendar.absolute(given.get("created_at", "@0"))
    try:
        moment = datetime.fromisoformat(str(created))
    except ValueError:
        return Issue("sample_moment", f"{where}/created_at", {"given": str(created)[:100]})
    if moment.tzinfo is None:
        at = MORNING if len(str(created)) <= len("2026-01-01") else moment.time()
        moment = calendar.moment(moment.date(), at)
    number, owner = given.get("id"), given.get("owner")
    return SampleRow(
        place=where,
        id=None if number is None else str(number),
        owner=None if owner is None else str(owner),
        # A morning is still to come where the sample is brought in before it.
        created_at=min(moment, calendar.now),
        values=values,
        is_text=is_text,
    )
