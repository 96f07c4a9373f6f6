"""What administrators set about their company: its name, zone and currency, and what other currencies are worth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Final, cast
from zoneinfo import ZoneInfo, available_timezones

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from engines.definition import LOCALES
from engines.expression.clock import Span
from engines.issues import Issue, pointer
from mortise.db.statements import prepare
from mortise.db.tables import currency_rate, setting
from mortise.db.tables.people import person
from mortise.db.tables.records import record_change
from mortise.db.transaction import Reader, Tx
from mortise.errors import Invalid, NotFound, Stale
from mortise.identity.changes import PLATFORM, begin_change, log_change
from mortise.identity.company import SETTINGS, USUAL, Company, Weekday, company_of, hours_text
from mortise.identity.directory import title

CALENDAR: Final = frozenset({"week_start", "fiscal_start"})
"""Settings that stored values rest on as they do on the working calendar."""
VERSION: Final = "company_version"
"""The setting that counts the changes of the others."""
LONGEST_NAME: Final = 100
LARGEST_RATE: Final = Decimal(10) ** 9
DECIMALS: Final = 10

CURRENCY: Final = sa.bindparam("currency", type_=sa.Text)
SINCE: Final = sa.bindparam("since", type_=sa.Date)

READ: Final = prepare(
    sa.select(setting.c.key, setting.c.value).where(
        setting.c.key == sa.any_(sa.bindparam("keys", type_=sa.ARRAY(sa.Text)))
    )
)
WRITE: Final = prepare(
    (written := insert(setting)).on_conflict_do_update(
        index_elements=[setting.c.key], set_={"value": written.excluded.value}
    )
)
RATES: Final = prepare(
    sa.select(currency_rate.c.currency, currency_rate.c.since, currency_rate.c.rate).order_by(
        currency_rate.c.currency, currency_rate.c.since.desc()
    )
)
RATE: Final = prepare(
    sa.select(currency_rate.c.rate).where(
        currency_rate.c.currency == CURRENCY, currency_rate.c.since == SINCE
    )
)
SET_RATE: Final = prepare(
    (
        given := insert(currency_rate).values(
            currency=CURRENCY, since=SINCE, rate=sa.bindparam("rate", type_=sa.Numeric)
        )
    ).on_conflict_do_update(
        index_elements=[currency_rate.c.currency, currency_rate.c.since], set_={"rate": given.excluded.rate}
    )
)
REMOVE_RATE: Final = prepare(
    sa.delete(currency_rate).where(currency_rate.c.currency == CURRENCY, currency_rate.c.since == SINCE)
)
LAST_CHANGE: Final = prepare(
    sa.select(record_change.c.at, person.c.name, person.c.name_en)
    .join(person, person.c.id == record_change.c.actor_id)
    .where(
        record_change.c.app_id == PLATFORM,
        record_change.c.form == "setting",
        record_change.c.record_id == 0,
        record_change.c.new.has_any(sa.bindparam("keys", type_=ARRAY(sa.Text))),
    )
    .order_by(record_change.c.id.desc())
    .limit(1)
)
IS_IN_USE: Final = prepare(
    sa.select(
        sa.or_(
            sa.exists(sa.select(record_change.c.id).where(record_change.c.app_id != PLATFORM)),
            sa.exists(sa.select(currency_rate.c.currency)),
        )
    )
)
"""Whether amounts may be kept, or rates, that are worth so much in the company's currency as it is."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a currency is worth from a day on."""

    currency: str
    since: date
    rate: Decimal


@dataclass(frozen=True, slots=True)
class CompanySettings:
    """The settings as they are; the rates by currency, the latest of each first."""

    company: Company
    rates: Sequence[Rate]
    is_currency_in_use: bool
    version: int
    """Counted up by every change of name, zone, currency, week or fiscal year."""


class CompanyChanged(Stale):
    """Somebody else changed the company's settings since they were read; who, and when, is told."""

    code = "company_changed"


class CompanyMovedOn(Stale):
    """The company's settings are others than those that were read, and it is not known who changed them."""

    code = "company_moved_on"


async def read_settings(reader: Reader) -> CompanySettings:
    """Everything that the page of the company shows but its calendar."""
    rows = await reader.fetch(READ, {"keys": [*SETTINGS, VERSION]})
    settings = {row["key"]: row["value"] for row in rows}
    rates = [Rate(row["currency"], row["since"], row["rate"]) for row in await reader.fetch(RATES)]
    in_use = await reader.fetchval(IS_IN_USE)
    return CompanySettings(company_of(settings), rates, bool(in_use), settings.get(VERSION, 0))


class Recounting(Enum):
    """What stored values a change of the settings leaves to be computed again."""

    NOTHING = "nothing"
    CALENDAR = "calendar"
    """Those that count working days or ask for a week or a fiscal year."""
    EVERYTHING = "everything"


async def change_company(
    tx: Tx,
    name: str,
    zone: str,
    currency: str,
    actor: int | None,
    *,
    week_start: Weekday | None = None,
    fiscal_start: int | None = None,
    hours: Sequence[Span] | None = None,
    version: int | None = None,
) -> Recounting:
    """Sets what the company is called, where it is, what it counts in, when its weeks and its fiscal years begin, and
    when people work (None: as before); what was computed by another zone, week or fiscal year is to be computed again.
    With a version, nothing is set over what somebody else has set since.

    Raises CompanyChanged for a version that is over, and Invalid for a blank or long name, a zone that does not exist,
    another currency when amounts are kept, and hours that do not follow one another."""
    await begin_change(tx)
    before = await read_settings(tx)
    if version is not None and version != before.version:
        raise await _changed(tx, before)
    issues = [
        *_name_issues(name),
        *([] if zone in available_timezones() else [Issue("zone_unknown", "/time_zone")]),
    ]
    issues += _hour_issues(hours or ())
    if currency != before.company.base_currency and before.is_currency_in_use:
        kept = {"currency": before.company.base_currency}
        issues.append(Issue("currency_in_use", "/base_currency", kept))
    if issues:
        raise Invalid(issues)
    after = Company(
        name.strip(),
        ZoneInfo(zone),
        currency,
        week_start=before.company.week_start if week_start is None else week_start,
        fiscal_start=before.company.fiscal_start if fiscal_start is None else fiscal_start,
        hours=before.company.hours if hours is None else tuple(hours),
    )
    old, new = _as_settings(before.company), _as_settings(after)
    written = {key: value for key, value in new.items() if value != old[key]}
    if not written:
        return Recounting.NOTHING
    for key, value in {**written, VERSION: before.version + 1}.items():
        await tx.execute(WRITE, {"key": key, "value": value})
    await log_change(tx, "setting", 0, "update", actor, old, new)
    if "time_zone" in written:
        return Recounting.EVERYTHING
    return Recounting.NOTHING if CALENDAR.isdisjoint(written) else Recounting.CALENDAR


async def _changed(tx: Tx, now: CompanySettings) -> CompanyChanged | CompanyMovedOn:
    """What stands there now, and who was faster, as far as that is known."""
    current = {
        "name": now.company.name,
        "time_zone": now.company.time_zone.key,
        "base_currency": now.company.base_currency,
        "week_start": now.company.week_start,
        "fiscal_start": now.company.fiscal_start,
        "hours": hours_text(now.company.hours),
    }
    extra = {"version": now.version, "current": current}
    last = await tx.fetchrow(LAST_CHANGE, {"keys": list(SETTINGS)})
    if last is None:
        return CompanyMovedOn(extra=extra)
    names = {locale: title(last, locale) for locale in LOCALES}
    when = last["at"].astimezone(now.company.time_zone)
    return CompanyChanged(extra=extra, name=names, at=f"{when:%Y-%m-%d %H:%M}")


async def set_rate(tx: Tx, rate: Rate, actor: int | None) -> None:
    """Makes it known what a currency is worth from a day on, in place of what was known of that day.

    Raises Invalid for the company's own currency, and for what is no worth."""
    await begin_change(tx)
    settings = await read_settings(tx)
    issues = []
    if rate.currency == settings.company.base_currency:
        issues.append(Issue("rate_of_own_currency", "/currency", {"currency": rate.currency}))
    exponent = cast("int", rate.rate.as_tuple().exponent) if rate.rate.is_finite() else 0
    if not rate.rate.is_finite() or not 0 < rate.rate <= LARGEST_RATE or -exponent > DECIMALS:
        issues.append(Issue("rate_impossible", "/rate", {"decimals": DECIMALS}))
    if issues:
        raise Invalid(issues)
    values = {"currency": rate.currency, "since": rate.since}
    before = await tx.fetchval(RATE, values)
    await tx.execute(SET_RATE, {**values, "rate": rate.rate})
    await log_change(tx, "setting", 0, "update", actor, _of_day(rate, before), _of_day(rate, rate.rate))


async def remove_rate(tx: Tx, currency: str, since: date, actor: int | None) -> None:
    """Forgets a rate; what was saved by it keeps its worth. Raises NotFound where there is none."""
    await begin_change(tx)
    before = await tx.fetchval(RATE, {"currency": currency, "since": since})
    if not isinstance(before, Decimal):
        raise NotFound
    await tx.execute(REMOVE_RATE, {"currency": currency, "since": since})
    gone = Rate(currency, since, before)
    await log_change(tx, "setting", 0, "update", actor, _of_day(gone, before), _of_day(gone, None))


def _name_issues(name: str) -> list[Issue]:
    if "\0" in name:
        return [Issue("text_with_nul", pointer("name"))]
    if not name.strip():
        return [Issue("company_name_missing", pointer("name"))]
    if len(name.strip()) > LONGEST_NAME:
        return [
            Issue("text_too_long", pointer("name"), {"maximum": LONGEST_NAME, "length": len(name.strip())})
        ]
    return []


def _hour_issues(hours: Sequence[Span]) -> Iterator[Issue]:
    earlier: time | None = None
    for place, (opens, closes) in enumerate(hours):
        if opens >= closes:
            yield Issue("hours_backwards", pointer("hours", place))
        elif earlier is not None and opens < earlier:
            yield Issue("hours_overlap", pointer("hours", place))
        earlier = closes


def _as_settings(company: Company) -> dict[str, str | int | list[list[str]]]:
    return {
        "company_name": company.name or USUAL.name,
        "time_zone": company.time_zone.key,
        "base_currency": company.base_currency,
        "week_start": company.week_start,
        "fiscal_start": company.fiscal_start,
        "working_hours": hours_text(company.hours),
    }


def _of_day(rate: Rate, worth: object) -> dict[str, object]:
    known = f"{worth:f}" if isinstance(worth, Decimal) else None
    return {f"rate of {rate.currency} since {rate.since.isoformat()}": known}
