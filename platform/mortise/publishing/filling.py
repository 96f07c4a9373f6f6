"""Carries out the steps of a plan that fill in values, batch by batch."""

from collections.abc import Generator, Sequence
from typing import Final, TypeVar, cast

import sqlalchemy as sa

from engines.expression.clock import Clock
from engines.form.computed import Request, Rows
from engines.form.conversion import convert_rows
from engines.form.facts import Facts
from engines.form.schema import Schema
from engines.form.steps import Convert, Fill, Step
from mortise.db.statements import Statement, prepare
from mortise.db.transaction import Tx

BATCH: Final = 5_000

T = TypeVar("T")


class Requests:
    """Runs what the form engine asks for, compiling each statement once."""

    def __init__(self) -> None:
        self._kept: dict[object, Statement] = {}

    async def run(self, tx: Tx, asking: Generator[Request, Rows, T]) -> T:
        """Carries out every request and gives its rows back, until the engine gives its result."""
        try:
            request = next(asking)
            while True:
                request = asking.send(await self._rows(tx, request))
        except StopIteration as finished:
            result: T = finished.value
            return result

    async def _rows(self, tx: Tx, request: Request) -> Rows:
        statement = self._kept.get(request.key)
        if statement is None:
            statement = self._kept[request.key] = prepare(request.statement)
        return cast("Rows", await tx.fetch(statement, request.values))


def next_ids(table: sa.Table) -> Statement:
    """The ids of the next batch behind `after`."""
    return prepare(
        sa.select(table.c.id)
        .where(table.c.id > sa.bindparam("after", type_=sa.BigInteger))
        .order_by(table.c.id)
        .limit(BATCH)
    )


async def fill_batch(
    tx: Tx, requests: Requests, schema: Schema, step: Step, after: int, clock: Clock, facts: Facts
) -> int:
    """Fills the next rows behind the id `after`; the last id of them, 0 when there were none."""
    source = schema.sources[step.table]
    if isinstance(step, Convert):
        last, _, _ = await requests.run(tx, convert_rows(step, source.table, clock, facts, after=after))
        return last
    ids = [row["id"] for row in await tx.fetch(next_ids(source.table), {"after": after})]
    if ids:
        await fill_rows(tx, requests, schema, step, ids, clock, facts)
    return ids[-1] if ids else 0


async def fill_rows(
    tx: Tx, requests: Requests, schema: Schema, step: Step, ids: Sequence[int], clock: Clock, facts: Facts
) -> None:
    """Computes the step's values of some rows again, whatever they were."""
    if isinstance(step, Fill):
        await requests.run(tx, schema.recomputation.fill(step.table, step.keys, ids))
    elif isinstance(step, Convert):
        await convert_again(tx, requests, schema, step, sorted(ids), clock, facts)
    elif step.field is not None:
        await write_order(tx, schema, step.table, step.field, ids)


async def convert_again(
    tx: Tx, requests: Requests, schema: Schema, step: Convert, ids: Sequence[int], clock: Clock, facts: Facts
) -> None:
    """Converts some rows again; what became blank meanwhile becomes blank."""
    table = schema.sources[step.table].table
    blank = {table.c[step.after.key + column.suffix]: sa.null() for column in step.after.columns()}
    chosen = table.c.id == sa.any_(sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger)))
    await tx.execute(prepare(sa.update(table).values(blank).where(chosen)), {"ids": list(ids)})
    done = 0
    for number in ids:
        if number > done:
            asking = convert_rows(step, table, clock, facts, after=number - 1)
            done, _, _ = await requests.run(tx, asking)


async def write_order(tx: Tx, schema: Schema, table: str, key: str, ids: Sequence[int]) -> None:
    """Writes the sort keys of a text that people enter."""
    column = schema.sources[table].table.c
    read = sa.select(column.id, column[key].label("name")).where(
        column.id == sa.any_(sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger)))
    )
    names = {row["id"]: row["name"] for row in await tx.fetch(prepare(read), {"ids": list(ids)})}
    request = schema.recomputation.order(table, key, names)
    await tx.execute(prepare(request.statement), request.values)


async def fill_all(tx: Tx, schema: Schema, steps: Sequence[Step], clock: Clock, facts: Facts) -> None:
    """Fills every row of each step within one transaction."""
    requests = Requests()
    for step in steps:
        after = await fill_batch(tx, requests, schema, step, 0, clock, facts)
        while after:
            after = await fill_batch(tx, requests, schema, step, after, clock, facts)
