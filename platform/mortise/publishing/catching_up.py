"""Brings hidden columns up to date with what people wrote while they were being filled, as the change log tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from engines.form.compiled import Form
from engines.form.schema import Schema
from engines.form.steps import Step
from mortise.db.statements import prepare
from mortise.db.tables.records import record_change
from mortise.db.transaction import Tx
from mortise.publishing.filling import BATCH, Filling
from mortise.publishing.horizon import Horizon
from mortise.publishing.plan import Plan

CHANGED: Final = prepare(
    sa.select(record_change.c.form, sa.func.array_agg(record_change.c.record_id.distinct()).label("ids"))
    .where(record_change.c.app_id == sa.bindparam("app"), record_change.c.id > sa.bindparam("floor"))
    .group_by(record_change.c.form)
)


@dataclass(frozen=True, slots=True)
class Preparation:
    """A plan at work: its steps as they are done before the switch, and what fills the hidden columns."""

    plan: Plan
    steps: Sequence[Step]
    filling: Filling

    @property
    def shadow(self) -> Schema:
        """The coming version's forms over the hidden columns."""
        return self.filling.schema


async def catch_up(tx: Tx, preparation: Preparation, horizon: Horizon) -> int:
    """Fills the steps' values again for every record that changed since then, and for what follows from it; how many
    records those were."""
    preparation.filling.forget()
    values = {"app": preparation.plan.app_id, "floor": horizon.floor}
    count = 0
    for row in await tx.fetch(CHANGED, values):
        form, ids = preparation.shadow.forms.get(row["form"]), row["ids"]
        count += len(ids)
        if form is not None and form.key in preparation.plan.live:
            for start in range(0, len(ids), BATCH):
                await follow(tx, preparation, form, ids[start : start + BATCH], values)
    return count


async def follow(
    tx: Tx, preparation: Preparation, form: Form, ids: Sequence[int], values: Mapping[str, object]
) -> None:
    """Fills some changed records of a form, their rows, and what other records compute from them."""
    touched: dict[str, Sequence[int]] = {form.key: ids}
    for sub_table in form.sub_tables.values():
        if sub_table.table.name in preparation.plan.live:
            touched[sub_table.table.name] = await rows_below(tx, sub_table.table, ids)
    for step in preparation.steps:
        if touched.get(step.table):
            await preparation.filling.rows(tx, step, touched[step.table])
    left = {key: await links_before(tx, form, key, ids, values) for key in form.links}
    for table, numbers in touched.items():
        if numbers:
            gone = left if table == form.key else None
            recomputation = preparation.shadow.recomputation
            await preparation.filling.requests.run(tx, recomputation.follow(table, numbers, None, gone))


async def rows_below(tx: Tx, table: sa.Table, ids: Sequence[int]) -> list[int]:
    """The rows of a sub-table that belong to some records."""
    parents = sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger))
    read = sa.select(table.c.id).where(table.c.parent == sa.any_(parents)).order_by(table.c.id)
    return [row["id"] for row in await tx.fetch(prepare(read), {"ids": list(ids)})]


async def links_before(
    tx: Tx, form: Form, key: str, ids: Sequence[int], values: Mapping[str, object]
) -> list[int]:
    """The records that a link led to before it was changed, by the log."""
    column = record_change.c
    number = sa.cast(column.old[key].astext, sa.BigInteger)
    read = (
        sa.select(number.label("id"))
        .distinct()
        .where(
            column.app_id == sa.bindparam("app"),
            column.form == sa.bindparam("form"),
            column.id > sa.bindparam("floor"),
            column.record_id == sa.any_(sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger))),
            number.is_not(None),
        )
    )
    rows = await tx.fetch(prepare(read), {**values, "form": form.key, "ids": list(ids)})
    return [row["id"] for row in rows]
