"""Settings of the installation that administrators change while it runs: the working calendar."""

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from engines.definition import Locale
from engines.issues import Issue, pointer
from mortise.api.entrance import Person, require_operator
from mortise.edge.host import host_of
from mortise.errors import Invalid
from mortise.identity.calendar import Day, read_days, set_own_days
from mortise.identity.principal import Principal
from mortise.publishing.calendar_change import leave_recounting

router: Final = APIRouter(tags=["settings"])

Operator = Annotated[Principal, Depends(require_operator)]
Year = Annotated[int, Field(ge=1970, le=2200)]


class DayItem(BaseModel):
    """A day that is not what its place in the week says; the company's own stand in place of the country's."""

    day: date
    is_working: bool
    name: str
    is_own: bool


class CalendarAnswer(BaseModel):
    """The special days of a year, in order."""

    year: int
    days: list[DayItem]


class OwnDay(BaseModel):
    """A day of the company's own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    day: date
    is_working: bool
    name: Annotated[str, Field(max_length=100)] = ""


class CalendarInput(BaseModel):
    """The company's own days of a year, instead of those it had."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    year: Year
    days: Annotated[list[OwnDay], Field(max_length=366)]


@router.get("/api/settings/calendar", response_model=CalendarAnswer)
async def read_calendar(request: Request, person: Person, year: Year) -> dict[str, object]:
    """The working calendar of a year: public holidays, weekends that are worked, and the company's own days."""
    return await calendar_answer(request, year, person.locale)


@router.put("/api/settings/calendar", response_model=CalendarAnswer)
async def change_calendar(request: Request, operator: Operator, given: CalendarInput) -> dict[str, object]:
    """Changes the company's own days of a year; what counts working days is computed again for every record."""
    check_days(given)
    days = [Day(each.day, each.is_working, each.name.strip(), is_own=True) for each in given.days]
    async with host_of(request).database.transaction() as tx:
        await set_own_days(tx, given.year, days, operator.person)
        await leave_recounting(tx)
    return await calendar_answer(request, given.year, operator.locale)


def check_days(given: CalendarInput) -> None:
    """Raises for days of another year, days given twice, and names that no database keeps."""
    issues = []
    seen: set[date] = set()
    for position, each in enumerate(given.days):
        place = pointer("days", position, "day")
        if each.day.year != given.year:
            issues.append(Issue("day_of_another_year", place, {"year": given.year}))
        elif each.day in seen:
            issues.append(Issue("day_twice", place))
        if "\0" in each.name:
            issues.append(Issue("text_with_nul", pointer("days", position, "name")))
        seen.add(each.day)
    if issues:
        raise Invalid(issues)


async def calendar_answer(request: Request, year: int, locale: Locale) -> dict[str, object]:
    """A year's special days as JSON."""
    async with host_of(request).database.read() as reader:
        days = await read_days(reader, year, locale)
    return {
        "year": year,
        "days": [
            {"day": each.day, "is_working": each.is_working, "name": each.name, "is_own": each.is_own}
            for each in days
        ],
    }
