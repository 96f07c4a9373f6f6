"""Good rows of a file on their way into their table while the others are still checked: one transaction makes the
records, chunk by chunk, and is committed only when every row was looked at."""

import asyncio
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from mortise.access.context import Context
from mortise.db.bulk import adding_many
from mortise.db.statements import Statement
from mortise.db.tables.records import record_change
from mortise.db.transaction import Tx
from mortise.imports.applying import log, make_new
from mortise.imports.plans import Plan
from mortise.imports.staging import IssueTable, RecordTable
from mortise.records.access import Door
from mortise.records.changes import next_batch
from mortise.records.numbers import is_numbered, next_numbers


def may_be_early(door: Door, plan: Plan) -> bool:
    """Whether rows can be made before all are checked: they are new, nobody is to be asked, and what is wrong with
    one never hangs on those behind it."""
    numbers = {key for key, field in door.form.fields.items() if field.numbering() is not None}
    unique = {index.field for index in door.form.indexes.values() if index.unique}
    return plan.when_bad == "skip" and plan.mode == "create" and not plan.create_linked and unique <= numbers


class Early:
    """Makes the records of rows as they are found to be good, all by one transaction of the database."""

    def __init__(self, tx: Tx, context: Context, door: Door, cause: Mapping[str, object]) -> None:
        self.tx = tx
        self.number = 0
        self._cause = cause
        self._context = context
        self._door = door
        self._ready = asyncio.Event()
        self._kept = 0
        self._is_over = False
        self._making: asyncio.Task[None] | None = None

    async def hold(self) -> None:
        """Holds the automatic numbers: whoever asks from now on which ones are next is told those that the records
        will have."""
        if is_numbered(self._door.form):
            await next_numbers(self.tx, self._context, self._door.form, 0)

    async def begin(self, records: RecordTable) -> None:
        """Waits for rows. All of them belong to one batch."""
        self.number = await next_batch(self.tx)
        self._making = asyncio.create_task(self._make(records))

    async def add(self, row: int) -> None:
        """Lets every row be made up to that one, of those that are kept by now."""
        if self._making is not None and self._making.done():
            await self._making
        self._kept = row
        self._ready.set()

    async def leave_out(self, records: RecordTable, issues: IssueTable) -> None:
        """Waits until all are made, and takes back those with which something is wrong nevertheless."""
        self._is_over = True
        self._ready.set()
        if self._making is not None:
            await self._making
        table, target, change = records.table, records.target, record_change.c
        wrong = sa.select(table.c.id).where(table.c.row.in_(sa.select(issues.table.c.row)))
        ids = [row["id"] for row in await self.tx.fetch(Statement(wrong))]
        if not ids:
            return
        own = sa.any_(sa.bindparam("ids", type_=ARRAY(sa.BigInteger())))
        of_form = (change.app_id == self._context.app.id, change.form == target.name)
        logged = sa.delete(record_change).where(
            *of_form, change.record_id == own, change.batch_id == self.number
        )
        for statement in (logged, sa.delete(target).where(target.c.id == own)):
            await self.tx.execute(Statement(statement), {"ids": ids})

    async def end(self) -> None:
        """Lets go of what is under way."""
        if self._making is not None:
            self._making.cancel()
            await asyncio.gather(self._making, return_exceptions=True)

    async def _make(self, records: RecordTable) -> None:
        """Makes what is kept; what is kept meanwhile is made together afterwards."""
        made = 0
        async with adding_many(self.tx, records.target):
            while not (self._is_over and made == self._kept):
                await self._ready.wait()
                self._ready.clear()
                if made < self._kept:
                    upto = self._kept
                    await make_new(self.tx, self._context, records, (made, upto))
                    await log(
                        self.tx,
                        self._context,
                        self._door,
                        records,
                        self.number,
                        self._cause,
                        (made, upto),
                        is_all_new=True,
                    )
                    made = upto
