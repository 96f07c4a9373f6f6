"""Several sheets of a workbook under way: each is checked with the records that wait before its own, and the good rows
of all of them are brought in by one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mortise.access.context import Context
from mortise.imports.applying import MovedError
from mortise.imports.batches import MOST_KEPT, Batch, note_checked
from mortise.imports.columns import demand_import
from mortise.imports.row_check import Checked
from mortise.imports.running import APPLY_SECONDS, TURNS, Running
from mortise.imports.staging import IssueTable
from mortise.jobs.work import Work
from mortise.records.access import open_form
from mortise.records.changes import next_batch

Looked = list[tuple[Running, Checked]]


@dataclass
class Sheets:
    """The imports of a workbook, in the order in which their sheets are brought in; the first leads."""

    work: Work
    batches: Sequence[Batch]
    path: Path
    context: Context

    async def go(self) -> None:
        """Brings them to where their person is asked, or to their end. What waited is checked once more before it is
        written: rows of one sheet rest on those of others."""
        for _ in range(TURNS):
            looked = await self._look()
            if self.batches[0].state != "applying":
                await self._rest(looked)
                return
            try:
                await self._apply(looked)
            except MovedError:
                continue
            return
        raise LookupError("others write faster than a workbook can be checked")

    async def _look(self) -> Looked:
        among: dict[str, Running] = {}
        looked: Looked = []
        for batch in self.batches:
            running = Running(self.work, batch, self.path, self.context, dict(among))
            door = open_form(self.context, batch.form)
            demand_import(door, batch.plan)
            checked = await running.look(door)
            among[batch.form] = running
            looked.append((running, checked))
        return looked

    async def _rest(self, looked: Looked) -> None:
        async with self.work.transaction(last=True) as tx:
            for running, checked in looked:
                number = running.batch.id
                issues = await IssueTable(number).first(tx, MOST_KEPT)
                await note_checked(tx, number, checked.outcome, issues, checked.outcome["issues"])

    async def _apply(self, looked: Looked) -> None:
        async with self.work.transaction(last=True, seconds=APPLY_SECONDS) as tx:
            number = await next_batch(tx)
            for running, checked in looked:
                await running.write(tx, checked, number)
