"""The company over HTTP: what it is called, where it is, what it counts in, and what other currencies are worth."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Final

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from mortise.api.entrance import Operator
from mortise.edge.host import host_of
from mortise.identity.company import Weekday, hours_of, hours_text
from mortise.identity.company_settings import (
    CompanySettings,
    Rate,
    Recounting,
    change_company,
    read_settings,
    remove_rate,
    set_rate,
)
from mortise.publishing.calendar_change import leave_recounting

router: Final = APIRouter(tags=["settings"])

CODE: Final = r"^[A-Z]{3}$"
Hour = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Code = Annotated[str, Field(pattern=CODE)]
"""An ISO 4217 code."""


class RateItem(BaseModel):
    """What one unit of a currency is worth in the company's own from a day on."""

    currency: str
    since: date
    rate: str


class CompanyAnswer(BaseModel):
    """The company's settings; the base currency cannot change any more once amounts or rates are kept in it. `version`
    counts the changes of the first six. `hours` are the spans of a working day: ["09:00", "12:00"]."""

    name: str
    time_zone: str
    base_currency: str
    week_start: Weekday
    fiscal_start: int
    hours: list[list[str]]
    is_currency_in_use: bool
    rates: list[RateItem]
    version: int


class CompanyInput(BaseModel):
    """What the company is to be called, where it is, what it counts in, and when its weeks and its fiscal years (1:
    with January) begin. With the version that was read, nothing is set over what somebody else has set since."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(max_length=1_000)]
    time_zone: Annotated[str, Field(max_length=100)]
    base_currency: Code
    week_start: Weekday | None = None
    """None leaves it as it is, here and below."""
    fiscal_start: Annotated[int | None, Field(ge=1, le=12)] = None
    hours: Annotated[tuple[tuple[Hour, Hour], ...] | None, Field(min_length=1, max_length=2)] = None
    version: Annotated[int | None, Field(ge=0, le=2**31)] = None


class RateInput(BaseModel):
    """What a currency is worth."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rate: Decimal


@router.get("/api/settings/company", response_model=CompanyAnswer)
async def read_company(request: Request, _operator: Operator) -> dict[str, object]:
    """What administrators may change about the company, but for its calendar."""
    return await answer(request)


@router.put("/api/settings/company", response_model=CompanyAnswer)
async def change(request: Request, operator: Operator, given: CompanyInput) -> dict[str, object]:
    """Changes name, time zone, base currency, and when weeks and fiscal years begin; in another zone everything that is
    computed is computed again, and by other weeks or fiscal years what rests on them."""
    async with host_of(request).database.transaction() as tx:
        recounting = await change_company(
            tx,
            given.name,
            given.time_zone,
            given.base_currency,
            operator.person,
            week_start=given.week_start,
            fiscal_start=given.fiscal_start,
            hours=None if given.hours is None else hours_of(given.hours),
            version=given.version,
        )
        if recounting is not Recounting.NOTHING:
            await leave_recounting(tx, everything=recounting is Recounting.EVERYTHING)
    return await answer(request)


@router.put("/api/settings/rates/{currency}/{since}", response_model=CompanyAnswer)
async def change_rate(
    request: Request,
    operator: Operator,
    currency: Annotated[str, Path(pattern=CODE)],
    since: date,
    given: RateInput,
) -> dict[str, object]:
    """Sets what a currency is worth from a day on; amounts that were saved before keep their worth."""
    async with host_of(request).database.transaction() as tx:
        await set_rate(tx, Rate(currency, since, given.rate), operator.person)
    return await answer(request)


@router.delete("/api/settings/rates/{currency}/{since}", response_model=CompanyAnswer)
async def forget_rate(
    request: Request, operator: Operator, currency: Annotated[str, Path(pattern=CODE)], since: date
) -> dict[str, object]:
    """Takes a rate away; amounts that were saved by it keep their worth."""
    async with host_of(request).database.transaction() as tx:
        await remove_rate(tx, currency, since, operator.person)
    return await answer(request)


async def answer(request: Request) -> dict[str, object]:
    """The settings as JSON."""
    async with host_of(request).database.read() as reader:
        return company_answer(await read_settings(reader))


def company_answer(settings: CompanySettings) -> dict[str, object]:
    """What `CompanyAnswer` says."""
    company = settings.company
    return {
        "name": company.name,
        "time_zone": company.time_zone.key,
        "base_currency": company.base_currency,
        "week_start": company.week_start,
        "fiscal_start": company.fiscal_start,
        "hours": hours_text(company.hours),
        "is_currency_in_use": settings.is_currency_in_use,
        "version": settings.version,
        "rates": [
            {"currency": each.currency, "since": each.since, "rate": written(each.rate)}
            for each in settings.rates
        ],
    }


def written(rate: Decimal) -> str:
    """A rate without zeros behind it."""
    whole, _, rest = f"{rate:f}".partition(".")
    return f"{whole}.{rest.rstrip('0')}" if rest.rstrip("0") else whole
