"""Every row of a staged file checked: the records that they make, or what is wrong with them."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from mortise.access.context import Context
from mortise.db.bulk import commit_unhurried
from mortise.db.statements import Statement, prepare
from mortise.db.tables.records import record_change
from mortise.db.transaction import Reader, Tx
from mortise.imports.arriving import Arriving
from mortise.imports.batches import Batch, CellIssue, State, advance, issue_row
from mortise.imports.checking import Cells, Checker, Column, Made
from mortise.imports.early import Early
from mortise.imports.existing import find_existing
from mortise.imports.linked import Linked, make_linked, without_unused
from mortise.imports.owners import OWNER_FIELD, Owners
from mortise.imports.set_checks import check_together
from mortise.imports.staging import IssueTable, RecordTable, Staged
from mortise.jobs.work import Work
from mortise.records.access import Door
from mortise.records.answers import find_answers
from mortise.records.link_filters import held, left_out
from mortise.records.new_record import stamps
from mortise.records.numbers import is_numbered, upcoming
from mortise.records.taking_in import ROUNDS

AT_ONCE: Final = 50
"""Filtered links looked at by one statement."""
LAST_CHANGE: Final = prepare(sa.select(sa.func.max(record_change.c.id)))


@dataclass
class Checked:
    """What waits to be brought in: the records, those that are made along with them, and what they rest on."""

    door: Door
    records: RecordTable
    linked: Sequence[Linked]
    outcome: dict[str, Any]


async def rests_on(reader: Reader, context: Context) -> Mapping[str, object]:
    """What must still be so for a check to hold."""
    return {
        "version": context.app.version,
        "rights": context.principal.rights_epoch,
        "change": await reader.fetchval(LAST_CHANGE),
        "day": context.clock.today.isoformat(),
    }


@dataclass
class RowCheck:
    """The check of one file against one form; `step` is the state that is shown meanwhile; `early` makes good
    rows while others are still checked."""

    work: Work
    batch: Batch
    context: Context
    door: Door
    step: State
    early: Early | None = None

    async def run(self, arriving: Arriving, columns: list[Column], headers: Sequence[str]) -> Checked:
        """Takes every row in; the records and what is wrong with the others wait in tables of their own."""
        plan, context = self.batch.plan, self.context
        linked: list[Linked] = []
        if plan.create_linked:
            # What is to be made along with the rows is known when all of them are.
            await arriving.stage()
        for place, column in enumerate(columns):
            if column.field.key in plan.create_linked:
                columns[place], made = await make_linked(
                    self.work, self.batch.id, context, column, arriving.cells
                )
                linked.append(made)
        if self.early is not None:
            await self.early.hold()
        async with self.work.database.read() as reader:
            standing = await rests_on(reader, self.context)
            numbers = await upcoming(reader, context, self.door.form) if is_numbered(self.door.form) else {}
        checker = Checker(
            context,
            self.door.form,
            columns,
            plan.mode,
            plan.key if plan.mode != "create" else None,
            Owners(context) if any(column.field is OWNER_FIELD for column in columns) else None,
            numbers,
        )
        records = RecordTable(self.batch.id, self.door.form.table, stamps=stamps(context))
        issues = IssueTable(self.batch.id)
        async with self.work.transaction() as tx:
            await records.make(tx)
            await issues.make(tx)
        if self.early is not None:
            await self.early.begin(records)
        await self._take_all(arriving, records, issues, checker)
        async with self.work.database.read() as reader:
            await check_together(reader, context, self.door, records, checker)
        async with self.work.transaction() as tx:
            await issues.add(tx, _kept(checker.taken()))
        if self.early is not None:
            await self.early.leave_out(records, issues)
        async with self.work.transaction() as tx:
            outcome = await self._leave_bad_out(tx, records, issues, linked)
        first = {key: number(0) for key, number in numbers.items()}
        outcome.update(
            unchanged=checker.unchanged,
            used=checker.used,
            rests_on=standing,
            numbers=first,
            headers=list(headers),
            linked_to=[
                [made.field, column.place]
                for made, column in zip(
                    linked, [c for c in columns if c.field.key in plan.create_linked], strict=True
                )
            ],
        )
        return Checked(self.door, records, linked, outcome)

    async def _take_all(
        self, arriving: Arriving, records: RecordTable, issues: IssueTable, checker: Checker
    ) -> None:
        """Takes in chunk after chunk; while one is looked at, the one before is written."""
        done = 0
        writing: asyncio.Task[None] | None = None
        try:
            async with aclosing(arriving.rows([column.place for column in checker.columns])) as chunks:
                async for chunk in chunks:
                    made = await self._take_in(records, checker, chunk)
                    await self._look_at_links(checker, made)
                    staged = await asyncio.to_thread(self._staged, made)
                    if writing is not None:
                        await writing
                    done += len(chunk)
                    writing = asyncio.create_task(
                        self._keep(arriving, records, issues, staged, checker.taken(), done)
                    )
            if writing is not None:
                await writing
        finally:
            if writing is not None and not writing.done():
                writing.cancel()
                await asyncio.gather(writing, return_exceptions=True)

    def _staged(self, made: Sequence[Made]) -> list[Staged]:
        return [each.staged(self.context, self.door.form) for each in made]

    async def _keep(
        self,
        arriving: Arriving,
        records: RecordTable,
        issues: IssueTable,
        staged: Sequence[Staged],
        found: Sequence[CellIssue],
        done: int,
    ) -> None:
        """Keeps a chunk; until the file is read, how far that is is shown rather than how far the check is."""
        async with arriving.turn, self.work.transaction() as tx:
            await commit_unhurried(tx)
            await records.add(tx, staged)
            await issues.add(tx, _kept(found))
            if arriving.is_read:
                await advance(tx, self.batch.id, self.step, total=arriving.total, done=done)
        if self.early is not None and staged:
            await self.early.add(staged[-1][0])

    async def _leave_bad_out(
        self, tx: Tx, records: RecordTable, issues: IssueTable, linked: Sequence[Linked]
    ) -> dict[str, Any]:
        """Takes out the rows of which something is wrong; what is left, in figures."""
        table = records.table
        wrong = sa.select(issues.table.c.row)
        await tx.execute(Statement(sa.delete(table).where(table.c.row.in_(wrong))))
        for each in linked:
            await tx.execute(Statement(without_unused(each, records)))
        count, bad = await issues.counts(tx)
        figures = await tx.fetchrow(
            Statement(
                sa.select(
                    sa.func.count().filter(table.c.is_new), sa.func.count().filter(~table.c.is_new)
                ).select_from(table)
            )
        )
        made = 0
        for each in linked:
            made += int(
                str(await tx.fetchval(Statement(sa.select(sa.func.count()).select_from(each.records.table))))
            )
        new, changed = (0, 0) if figures is None else (figures[0], figures[1])
        return {"new": new, "changed": changed, "bad": bad, "issues": count, "linked": made}

    async def _take_in(self, records: RecordTable, checker: Checker, chunk: Sequence[Cells]) -> list[Made]:
        await self._ask_names(checker, chunk)
        rows = await asyncio.to_thread(checker.read, chunk)
        if checker.owners is not None:
            async with self.work.database.read() as reader:
                await checker.owners.ask(reader, {row.owner for row in rows if row.owner is not None})
        existing: Mapping[object, Any] = {}
        if checker.key is not None:
            keys = {row.key for row in rows if row.key is not None}
            written = [column.field.key for column in checker.columns if column.is_written]
            async with self.work.database.read() as reader:
                existing = await find_existing(
                    reader, self.context, self.door, records, checker.key, keys, written
                )
        for _ in range(ROUNDS):
            made, questions = await asyncio.to_thread(checker.check, rows, existing)
            if not questions:
                return made
            async with self.work.database.read() as reader:
                checker.answers.update((await find_answers(reader, self.context, questions, {})).answers)
        raise LookupError(f"{checker.form.key}: an import asks without end")

    async def _ask_names(self, checker: Checker, chunk: Sequence[Cells]) -> None:
        naming = [(place, each.asked) for place, each in enumerate(checker.columns) if each.asked is not None]
        if naming:
            async with self.work.database.read() as reader:
                for place, asked in naming:
                    texts = {cells[place] for _, cells in chunk}
                    await asked.ask(reader, self.context, (text for text in texts if text is not None))

    async def _look_at_links(self, checker: Checker, made: Sequence[Made]) -> None:
        """Links whose own filter leaves out what the row names, or changes."""
        form = self.door.form
        links = [
            (each.row, link)
            for each in made
            for link in held(form, each.before.values if each.before else None, each.submission.record)
        ]
        for start in range(0, len(links), AT_ONCE):
            some = links[start : start + AT_ONCE]
            async with self.work.database.read() as reader:
                refused = await left_out(reader, self.context, form, [link for _, link in some])
            rows = {id(link): row for row, link in some}
            for link, issue in refused:
                checker.note(rows[id(link)], link.place.split("/")[1], "", issue)


def _kept(issues: Sequence[CellIssue]) -> list[tuple[int, Mapping[str, object]]]:
    return [(issue.row, issue_row(issue)) for issue in issues]
