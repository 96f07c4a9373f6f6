"""The statement that reads everything about a person which rights are made of."""

from typing import Final, cast

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by

from engines.definition import Locale
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables import applications, calendar_day, currency_rate, setting
from mortise.db.tables import people as tables
from mortise.db.transaction import Reader
from mortise.identity.belonging import PERSON, belonging, downwards
from mortise.identity.company import LOGOS, SETTINGS, company_of
from mortise.identity.principal import Principal, bind_values

CLOSED_APPS: Final = "apps_closed_to_administrators"
"""The setting that keeps the data of some applications from administrators of the installation."""


OWN_DAYS: Final = (
    sa.select(
        sa.func.jsonb_agg(
            aggregate_order_by(
                sa.func.jsonb_build_array(calendar_day.c.day, calendar_day.c.is_working), calendar_day.c.day
            )
        )
    )
    .select_from(calendar_day)
    .scalar_subquery()
)
"""The company's own days: [day, whether people work], in order."""


EARLIER: Final = currency_rate.alias("earlier")
STANDING: Final = (
    sa.select(sa.func.max(EARLIER.c.since))
    # In no zone is today before the server's yesterday.
    .where(EARLIER.c.currency == currency_rate.c.currency, EARLIER.c.since <= sa.func.current_date() - 1)
    .correlate(currency_rate)
    .scalar_subquery()
)
RATES: Final = (
    sa.select(
        sa.func.jsonb_agg(
            aggregate_order_by(
                sa.func.jsonb_build_array(
                    currency_rate.c.currency, currency_rate.c.since, sa.cast(currency_rate.c.rate, sa.Text)
                ),
                currency_rate.c.since,
            )
        )
    )
    .select_from(currency_rate)
    .where(sa.or_(STANDING.is_(None), currency_rate.c.since >= STANDING))
    .scalar_subquery()
)
"""What other currencies are worth: [currency, since, rate as text], without what was over before yesterday."""


def facts_query() -> sa.Select[tuple[object, ...]]:
    """The person with departments around, subordinates and roles; walking a circle ends by itself (UNION)."""
    person, department = tables.person, tables.department
    member, app = applications.role_member, applications.app

    part = belonging()
    below = downwards(sa.select(part.own.c.id), "below")
    managed = downwards(sa.select(department.c.id).where(department.c.head_id == PERSON), "managed")
    reports = sa.select(person.c.id).where(person.c.manager_id == PERSON).cte("reports", recursive=True)
    reports = reports.union(sa.select(person.c.id).join(reports, person.c.manager_id == reports.c.id))

    held = (
        sa.select(app.c.key, sa.func.jsonb_agg(member.c.role.distinct()).label("roles"))
        .join(app, app.c.id == member.c.app_id)
        .where(part.holds())
        .group_by(app.c.key)
        .subquery("held")
    )
    names = sa.bindparam(
        "settings", sorted((CLOSED_APPS, *SETTINGS, *LOGOS.values())), type_=sa.ARRAY(sa.Text)
    )
    told = sa.select(sa.func.jsonb_object_agg(setting.c.key, setting.c.value)).where(
        setting.c.key == sa.func.any(names)
    )
    return sa.select(
        person.c.id,
        person.c.login,
        person.c.name,
        person.c.language,
        person.c.is_administrator,
        person.c.must_change_password,
        person.c.main_department_id,
        ids(part.own).label("departments"),
        ids(part.above).label("departments_above"),
        ids(below).label("departments_below"),
        ids(managed).label("managed_departments"),
        ids(reports).label("subordinates"),
        ids(part.positions).label("positions"),
        ids(part.groups).label("groups"),
        sa.select(sa.func.jsonb_object_agg(held.c.key, held.c.roles)).scalar_subquery().label("roles"),
        told.scalar_subquery().label("settings"),
        OWN_DAYS.label("days"),
        RATES.label("rates"),
    ).where(person.c.id == PERSON)


def ids(rows: sa.CTE) -> sa.ColumnElement[object]:
    """The ids of some rows as one array, in order."""
    return sa.select(sa.func.array_agg(aggregate_order_by(rows.c.id, rows.c.id))).scalar_subquery()


FACTS: Final = prepare(facts_query())


async def read_principal(reader: Reader, person: int, epoch: int) -> Principal:
    """The principal that a person is now. `epoch` was read before, so what is cached under it is never too old."""
    row = await reader.fetchrow(FACTS, {"person": person})
    if row is None:
        raise LookupError(f"no person {person}")
    return principal_of(row, epoch)


def principal_of(row: Record, epoch: int) -> Principal:
    """The principal that a row of FACTS describes."""
    me, department = row["id"], row["main_department_id"]
    settings = row["settings"] or {}
    departments = tuple(row["departments"] or ())
    above, below = tuple(row["departments_above"] or ()), tuple(row["departments_below"] or ())
    managed = tuple(row["managed_departments"] or ())
    subordinates = tuple(person for person in row["subordinates"] or () if person != me)
    positions, groups = tuple(row["positions"] or ()), tuple(row["groups"] or ())
    return Principal(
        person=me,
        login=row["login"],
        name=row["name"],
        language=cast("Locale | None", row["language"]),
        is_administrator=row["is_administrator"],
        department=department,
        departments=departments,
        departments_below=below,
        departments_above=above,
        managed_departments=managed,
        subordinates=subordinates,
        positions=positions,
        groups=groups,
        roles={app: frozenset(roles) for app, roles in (row["roles"] or {}).items()},
        rights_epoch=epoch,
        closed_apps=frozenset(settings.get(CLOSED_APPS, ())),
        company=company_of(settings, row["days"] or (), row["rates"] or ()),
        must_change_password=row["must_change_password"],
        values=bind_values(
            me=me,
            name=row["name"],
            login=row["login"],
            department=department,
            departments=departments,
            departments_below=below,
            departments_above=above,
            managed_departments=managed,
            subordinates=subordinates,
            positions=positions,
            groups=groups,
        ),
    )
