"""The moment of work that nobody stands behind: the company's clock, calendar and currency, as its settings say."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from engines.expression.clock import Clock
from engines.form.facts import Facts
from mortise.db.statements import prepare
from mortise.db.tables import setting
from mortise.db.transaction import Reader
from mortise.identity.calendar import working_calendar
from mortise.identity.company import SETTINGS, company_of

COMPANY: Final = prepare(
    sa.select(setting.c.key, setting.c.value).where(
        setting.c.key == sa.any_(sa.bindparam("keys", type_=sa.ARRAY(sa.Text)))
    )
)


async def company_moment(reader: Reader, now: datetime) -> tuple[Clock, Facts]:
    """The clock of the company, and the facts of a save without a person."""
    rows = await reader.fetch(COMPANY, {"keys": list(SETTINGS)})
    company = company_of({row["key"]: row["value"] for row in rows})
    clock = Clock(now, company.time_zone, working_calendar(now.year))
    return clock, Facts(base_currency=company.base_currency)
