"""The moment of work that nobody stands behind: the company's clock, calendar and currency, as its settings say."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from engines.expression.clock import Clock
from engines.form.facts import Facts
from mortise.db.statements import prepare
from mortise.db.tables import setting
from mortise.db.transaction import Reader
from mortise.identity.calendar import calendar_of
from mortise.identity.company import SETTINGS, company_of
from mortise.identity.facts import OWN_DAYS, RATES

COMPANY: Final = prepare(
    sa.select(setting.c.key, setting.c.value).where(
        setting.c.key == sa.any_(sa.bindparam("keys", type_=sa.ARRAY(sa.Text)))
    )
)

REST: Final = prepare(sa.select(OWN_DAYS.label("days"), RATES.label("rates")))


async def company_moment(reader: Reader, now: datetime) -> tuple[Clock, Facts]:
    """The clock of the company, and the facts of a save without a person."""
    rows = await reader.fetch(COMPANY, {"keys": list(SETTINGS)})
    rest = await reader.fetchrow(REST)
    days, rates = (rest["days"] or (), rest["rates"] or ()) if rest else ((), ())
    company = company_of({row["key"]: row["value"] for row in rows}, days, rates)
    clock = Clock(now, company.time_zone, calendar_of(company, now.year))
    return clock, Facts(base_currency=company.base_currency, rates=company.rates_on(clock.today))
