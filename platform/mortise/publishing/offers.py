"""Parked values that a draft's fields and forms could have, because their keys are those of what was removed."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from engines.definition import Locale
from engines.form.tables import schema_name
from mortise.db.statements import prepare
from mortise.db.transaction import Reader
from mortise.publishing.impact import named
from mortise.publishing.parked import latest_table, parked_columns, path_of
from mortise.publishing.plan import Plan


@dataclass(frozen=True, slots=True)
class Offer:
    """Something parked under the key of a new part, and what that part is called: since which version, how many values
    or rows it has, and whether the draft takes it."""

    path: str
    name: Mapping[Locale, str]
    version: int
    rows: int
    is_taken: bool


async def offers_of(reader: Reader, plan: Plan) -> list[Offer]:
    """What the parts that come with the plan could have of what is parked."""
    before = {} if plan.base is None else plan.base.schema.sources
    found = []
    for name, source in plan.schema.sources.items():
        if name not in before:
            table = latest_table(plan.live, source)
            if table is not None:
                counted = sa.select(sa.func.count()).select_from(of(plan, table[1]))
                taken = name in plan.returning.tables
                found.append(
                    Offer(
                        path_of(source),
                        called(plan, path_of(source)),
                        table[0],
                        await number(reader, counted),
                        taken,
                    )
                )
            continue
        for key, versions in parked_columns(plan.live[name]).items():
            item = source.fields.get(key)
            if item is None or key in before[name].fields or item.computed or not item.columns():
                continue
            version, columns = next(iter(versions.items()))
            counted = sa.select(sa.func.count(sa.column(columns[key]))).select_from(of(plan, name))
            taken = (name, key) in plan.returning.fields
            path = path_of(source, key)
            found.append(Offer(path, called(plan, path), version, await number(reader, counted), taken))
    return found


def called(plan: Plan, path: str) -> Mapping[Locale, str]:
    """What people call a form, or a field of it."""
    form, _, field = path.partition(".")
    return named(plan, form, field or None)


def of(plan: Plan, table: str) -> sa.TableClause:
    """A table of the application."""
    return sa.table(table, schema=schema_name(plan.definition.key))


async def number(reader: Reader, counted: sa.Select[tuple[int]]) -> int:
    """The one number that a query gives."""
    found = await reader.fetchval(prepare(counted))
    return found if isinstance(found, int) else 0
