"""An import under way: its file staged, every row checked, and all good rows brought in by one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from engines.form.field import Names
from engines.issues import Issue, has_errors
from mortise.access.context import Context
from mortise.db.failpoints import failpoint
from mortise.db.statements import Statement
from mortise.db.transaction import Tx
from mortise.errors import Invalid
from mortise.imports.applying import MovedError, write
from mortise.imports.arriving import Arriving
from mortise.imports.batches import MOST_KEPT, Batch, CellIssue, advance, finish, issue_row, note_checked
from mortise.imports.checking import Column
from mortise.imports.collecting import collecting_rarely
from mortise.imports.columns import begin_columns, choose_columns, demand_import, headings_of
from mortise.imports.early import Early, may_be_early
from mortise.imports.linked import PART, Linked
from mortise.imports.reading.process import opened
from mortise.imports.row_check import Checked, RowCheck, rests_on
from mortise.imports.staging import CellTable, IssueTable, RecordTable, drop_parts
from mortise.jobs.work import Work
from mortise.records.access import Door, open_form
from mortise.records.changes import next_batch
from mortise.records.dependents import recompute
from mortise.records.numbers import take_numbers

TURNS: Final = 5
"""How often others may have written what the rows were checked against."""
APPLY_SECONDS: Final = 300.0


def whole(issue: Issue) -> CellIssue:
    """An issue with the file rather than with a cell."""
    return CellIssue(0, str(issue.params.get("column", "")), "", "", issue)


@dataclass
class Running:
    """One import at work. `among` are the imports whose records wait to be brought in before its own, by their form:
    rows may link to them."""

    work: Work
    batch: Batch
    path: Path
    context: Context
    among: Mapping[str, "Running"] = field(default_factory=dict)
    total: int = 0
    left_out: list[CellIssue] = field(default_factory=list)

    async def go(self) -> None:
        """Brings the import to its end, or to where its person is asked."""
        door = open_form(self.context, self.batch.form)
        demand_import(door, self.batch.plan)
        if may_be_early(door, self.batch.plan):
            await self._bring(door)
            return
        checked = await self._kept(door) if self.batch.state == "applying" else None
        for _ in range(TURNS):
            if checked is None:
                checked = await self._check(door)
            if checked is None:
                return
            try:
                await self._apply(checked)
            except MovedError:
                checked = None
                continue
            return
        raise LookupError("others write faster than an import can be checked")

    async def _bring(self, door: Door) -> None:
        """Checks the file, and makes its good rows at the same time."""
        async with self.work.database.transaction(seconds=APPLY_SECONDS) as tx:
            early = Early(tx, self.context, door, self._cause)
            try:
                checked = await self._check(door, early)
            finally:
                await early.end()
            if checked is not None:
                await self._show_applying()
                await self.work.finish_in(tx)
                await self.write(tx, checked, early.number, is_made=True)

    # Checking ----------------------------------------------------------------------------------------------------

    async def _check(self, door: Door, early: Early | None = None) -> Checked | None:
        """Stages and checks the file; None when the import ends or rests with that."""
        checked = await self.look(door, early)
        bad, plan = checked.outcome["bad"], self.batch.plan
        if self.batch.state == "applying" or (
            plan.when_bad == "skip" or (not bad and plan.when_bad == "stop")
        ):
            return checked
        await self._rest(checked, is_over=plan.when_bad == "stop")
        return None

    async def look(self, door: Door, early: Early | None = None) -> Checked:
        """Stages and checks the file; raises Invalid where its columns do not fit."""
        plan = self.batch.plan
        async with opened(plan.source(self.path)) as reading:
            found, issues = choose_columns(self.context, door, plan, reading.columns)
            if has_errors(issues):
                raise Invalid(issues)
            self.left_out = [whole(issue) for issue in issues]
            cells = CellTable(self.batch.id, len(reading.columns), len(plan.filled))
            headings = headings_of(self.context, door, plan, reading.columns)
            arriving = Arriving(self.work, self.batch, reading, cells, self._step)
            await arriving.begin()
            columns = [await self._linking(column) for column in begin_columns(door, headings, found)]
            check = RowCheck(self.work, self.batch, self.context, door, self._step("checking"), early)
            with collecting_rarely():
                checked = await check.run(arriving, columns, headings)
            self.total = arriving.total
        failpoint("import.checked")
        return checked

    async def _linking(self, column: Column) -> Column:
        """The column with the records that wait before its own, where it links to such."""
        end = column.field.link()
        before = None if end is None else self.among.get(end.form)
        if end is None or before is None:
            return column
        ids: dict[str, list[int]] = {}
        async with self.work.database.read() as reader:
            for row in await reader.fetch(before.naming()):
                for text in {row["title"], row["cell"]} - {None}:
                    ids.setdefault(text, []).append(row["id"])
        return replace(column, names=Names(ids={f"form:{end.form}": ids}), asked=None)

    def naming(self) -> Statement:
        """The records that wait, each with its title and with how its cell has it: a title may be written otherwise
        than the cell that it comes from."""
        form = self.context.app.schema.forms[self.batch.form]
        columns = self.batch.plan.columns or ()
        title = form.definition.title_field
        table = RecordTable(self.batch.id, form.table).table
        if title is None or title not in columns:
            return Statement(sa.select(table.c.id, table.c.title, sa.null().label("cell")))
        place = columns.index(title)
        cells = CellTable(self.batch.id, place + 1).table
        both = table.join(cells, cells.c.row == table.c.row)
        named = cells.c[f"c{place}"].label("cell")
        return Statement(sa.select(table.c.id, table.c.title, named).select_from(both))

    def _step(self, step: Any) -> Any:
        """The state to show: whoever decided already is not asked again."""
        return "applying" if self.batch.state == "applying" else step

    # Resting and going on ---------------------------------------------------------------------------------------

    async def _rest(self, checked: Checked, *, is_over: bool) -> None:
        """Tells what the check found: the import is over, or waits for its person."""
        async with self.work.transaction(last=True) as tx:
            issues = await IssueTable(self.batch.id).first(tx, MOST_KEPT)
            count = checked.outcome["issues"]
            if is_over:
                await finish(
                    tx,
                    self.batch.id,
                    "failed",
                    outcome=checked.outcome,
                    issues=issues,
                    count=count,
                    at=self.context.clock.now,
                )
                await self._tidy(tx, checked)
            else:
                await note_checked(tx, self.batch.id, checked.outcome, issues, count)

    async def _kept(self, door: Door) -> Checked | None:
        """What was checked before, where it still holds: nobody wrote anything, and the tables are whole."""
        outcome = dict(self.batch.outcome)
        async with self.work.database.read() as reader:
            if outcome.get("rests_on") != await rests_on(reader, self.context):
                return None
            records = RecordTable(self.batch.id, door.form.table)
            if await reader.fetchval(_present(records.table)) is None:
                return None
            linked = []
            for key, place in outcome["linked_to"]:
                end = door.form.fields[key].link()
                if end is None:
                    return None
                form = self.context.app.schema.forms[end.form]
                table = RecordTable(self.batch.id, form.table, f"{PART}{place}")
                linked.append(Linked(key, Door(form, self.context.rights.form(end.form)), table))
            counted = await reader.fetchval(Statement(sa.select(sa.func.count()).select_from(records.table)))
        self.total = self.batch.total
        return (
            Checked(door, records, linked, outcome)
            if counted == outcome["new"] + outcome["changed"]
            else None
        )

    async def _apply(self, checked: Checked) -> None:
        await self._show_applying()
        async with self.work.transaction(last=True, seconds=APPLY_SECONDS) as tx:
            await self.write(tx, checked, await next_batch(tx))

    async def _show_applying(self) -> None:
        async with self.work.transaction() as tx:
            await advance(tx, self.batch.id, "applying", total=self.total, done=self.total)

    @property
    def _cause(self) -> dict[str, object]:
        """Why all its changes happen, beside what set it off."""
        return {"import": self.batch.id}

    async def write(self, tx: Tx, checked: Checked, number: int, *, is_made: bool = False) -> None:
        """Writes everything as one batch of changes; `is_made` says that the new records are there already."""
        outcome = checked.outcome
        await self._take_numbers(tx, checked)
        touched, linked = [], 0
        for each in checked.linked:
            own, new, _ = await write(tx, self.context, each.door, each.records, number, self._cause)
            touched += own
            linked += new
        own, created, updated = await write(
            tx, self.context, checked.door, checked.records, number, self._cause, is_made=is_made
        )
        await recompute(tx, self.context, [*touched, *own])
        failpoint("import.applied")
        issues = await IssueTable(self.batch.id).first(tx, MOST_KEPT)
        told = issues or [issue_row(issue) for issue in self.left_out]
        outcome.update(
            batch=number,
            created=created,
            updated=updated,
            linked=linked,
            at=self.context.clock.now.isoformat(),
        )
        await self._tidy(tx, checked)
        await finish(
            tx,
            self.batch.id,
            "done",
            outcome=outcome,
            issues=told,
            count=max(outcome["issues"], len(told)),
            at=self.context.clock.now,
        )

    async def _take_numbers(self, tx: Tx, checked: Checked) -> None:
        """Takes the automatic numbers that the rows were given; raises MovedError where others took them."""
        count = checked.outcome["used"]
        if not checked.outcome["numbers"] or count == 0:
            return
        taken = await take_numbers(tx, self.context, checked.door.form, count)
        if {key: number(0) for key, number in taken.items()} != checked.outcome["numbers"]:
            raise MovedError

    async def _tidy(self, tx: Tx, checked: Checked) -> None:
        """Drops what is not needed any more; bad rows stay to be given back."""
        parts = ["records", *(f"{PART}{place}" for _, place in checked.outcome["linked_to"])]
        await drop_parts(tx, self.batch.id, *parts)
        if checked.outcome["bad"]:
            await CellTable(self.batch.id, 0).keep(tx, IssueTable(self.batch.id))
        else:
            await drop_parts(tx, self.batch.id, "cells", "issues")


def _present(table: sa.Table) -> Statement:
    """Whether a staging table is there: unlogged tables come back empty after a crash, dropped ones not at all."""
    return Statement(sa.select(sa.func.to_regclass(sa.literal(f'{table.schema}."{table.name}"', sa.Text()))))
