"""Carries out the steps of a plan that fill in values, batch by batch."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar, cast

import sqlalchemy as sa

from engines.expression.clock import Clock
from engines.form.computed import Request, Rows
from engines.form.conversion import Attempt, Conversion, convert_rows
from engines.form.facts import Facts
from engines.form.graph import NodeKey
from engines.form.schema import Schema
from engines.form.steps import Convert, Fill, Step
from mortise.access.context import calendar_binds
from mortise.db.statements import NOTHING, Statement, prepare
from mortise.db.transaction import Reader, Tx
from mortise.publishing.names import names_for
from mortise.publishing.unconverted import Aside

BATCH: Final = 5_000

T = TypeVar("T")


class Requests:
    """Runs what the form engine asks for, compiling each statement once."""

    def __init__(self, binds: Mapping[str, object] = NOTHING) -> None:
        self._kept: dict[object, Statement] = {}
        self._binds = binds

    async def run(self, reader: Reader, asking: Generator[Request, Rows, T]) -> T:
        """Carries out every request and gives its rows back, until the engine gives its result."""
        try:
            request = next(asking)
            while True:
                request = asking.send(await self._rows(reader, request))
        except StopIteration as finished:
            result: T = finished.value
            return result

    async def _rows(self, reader: Reader, request: Request) -> Rows:
        statement = self._kept.get(request.key)
        if statement is None:
            statement = self._kept[request.key] = prepare(request.statement)
        return cast("Rows", await reader.fetch(statement, {**self._binds, **request.values}))


@dataclass(frozen=True, slots=True)
class Filling:
    """Fills the columns of a schema; `base` is what people work with meanwhile, `aside` where values go that their
    new kind cannot take."""

    schema: Schema
    clock: Clock
    facts: Facts
    base: Schema | None = None
    aside: Aside | None = None
    requests: Requests = field(init=False)
    _conversions: dict[NodeKey, Conversion] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Statements ask for the company's moment and calendar where an expression does."""
        binds = {
            "now": self.clock.now,
            "today": self.clock.today,
            "time_zone": self.clock.time_zone.key,
            **calendar_binds(self.clock.holidays),
        }
        object.__setattr__(self, "requests", Requests(binds))

    def forget(self) -> None:
        """Lets names be read again, which people give while values are converted."""
        self._conversions.clear()

    async def all(self, tx: Tx, steps: Sequence[Step]) -> None:
        """Fills every row of each step within one transaction."""
        for step in steps:
            after = await self.batch(tx, step, 0)
            while after:
                after = await self.batch(tx, step, after)

    async def batch(self, tx: Tx, step: Step, after: int) -> int:
        """Fills the next rows behind the id `after`; the last id of them, 0 when there were none."""
        table = self.schema.sources[step.table].table
        if isinstance(step, Convert):
            conversion = await self._conversion(tx, step, table)
            attempt = await self.requests.run(tx, convert_rows(conversion, table, after=after))
            await self._put_aside(tx, step, attempt)
            return attempt.last
        ids = [row["id"] for row in await tx.fetch(next_ids(table), {"after": after})]
        if ids:
            await self.rows(tx, step, ids)
        return ids[-1] if ids else 0

    async def rows(self, tx: Tx, step: Step, ids: Sequence[int]) -> None:
        """Computes the step's values of some rows again, whatever they were."""
        if isinstance(step, Fill):
            await self.requests.run(tx, self.schema.recomputation.fill(step.table, step.keys, ids))
        elif isinstance(step, Convert):
            await self._convert_again(tx, step, ids)
        elif step.field is not None:
            await write_order(tx, self.schema, step.table, step.field, ids)

    async def _convert_again(self, tx: Tx, step: Convert, ids: Sequence[int]) -> None:
        """Converts some rows again; what became blank meanwhile becomes blank."""
        table = self.schema.sources[step.table].table
        blank = {table.c[step.after.key + column.suffix]: sa.null() for column in step.after.columns()}
        chosen = table.c.id == sa.any_(sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger)))
        await tx.execute(prepare(sa.update(table).values(blank).where(chosen)), {"ids": list(ids)})
        conversion = await self._conversion(tx, step, table)
        attempt = await self.requests.run(tx, convert_rows(conversion, table, ids=ids))
        if self.aside is not None:
            await self.aside.take_out(tx, self.schema.sources[step.table], step.after.key, ids)
        await self._put_aside(tx, step, attempt)

    async def _put_aside(self, tx: Tx, step: Convert, attempt: Attempt) -> None:
        if self.aside is not None and attempt.losses:
            await self.aside.put(tx, self.schema.sources[step.table], step.after.key, attempt.losses)

    async def _conversion(self, tx: Tx, step: Convert, table: sa.Table) -> Conversion:
        node = (step.table, step.after.key)
        found = self._conversions.get(node)
        if found is None:
            names = await names_for(tx, self.base, step, table)
            found = self._conversions[node] = Conversion(step, self.clock, self.facts, names)
        return found


def next_ids(table: sa.Table) -> Statement:
    """The ids of the next batch behind `after`."""
    return prepare(
        sa.select(table.c.id)
        .where(table.c.id > sa.bindparam("after", type_=sa.BigInteger))
        .order_by(table.c.id)
        .limit(BATCH)
    )


async def write_order(tx: Tx, schema: Schema, table: str, key: str, ids: Sequence[int]) -> None:
    """Writes the sort keys of a text that people enter."""
    column = schema.sources[table].table.c
    read = sa.select(column.id, column[key].label("name")).where(
        column.id == sa.any_(sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger)))
    )
    names = {row["id"]: row["name"] for row in await tx.fetch(prepare(read), {"ids": list(ids)})}
    request = schema.recomputation.order(table, key, names)
    await tx.execute(prepare(request.statement), request.values)
