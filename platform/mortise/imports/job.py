"""The job that carries an import out: it stages the file, checks every row, and makes all records or none.

Whatever dies on the way leaves staging tables at most; the next attempt begins with making them anew."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from engines.expression.clock import Clock
from engines.form.field import Names
from engines.issues import Issue, has_errors
from mortise.access.context import Context
from mortise.access.rights import rights_of
from mortise.db.failpoints import failpoint
from mortise.db.transaction import Tx
from mortise.definitions.published import PublishedApps
from mortise.errors import Invalid, UserError
from mortise.identity.calendar import working_calendar
from mortise.identity.resolution import Principals
from mortise.imports.applying import apply
from mortise.imports.batches import Batch, CellIssue, advance, finish, read_batch
from mortise.imports.checking import Cells, Checker, Column, Made
from mortise.imports.csv_file import Row, UnreadableError, read
from mortise.imports.matching import match
from mortise.imports.names import named_ids, source_of
from mortise.imports.set_checks import check_together
from mortise.imports.staging import CHUNK, CellTable, RecordTable, drop
from mortise.jobs.claims import ATTEMPTS
from mortise.jobs.work import Handler, LostError, Work
from mortise.records.access import Door, open_form
from mortise.records.answers import find_answers
from mortise.records.incoming import writable_fields
from mortise.records.numbers import is_numbered, next_numbers, peek_numbers
from mortise.records.references import namings
from mortise.records.taking_in import ROUNDS, unchosen

KIND: Final = "import"
TURNS: Final = 5
"""How often the numbers may have moved on between checking and applying."""
APPLY_SECONDS: Final = 300.0
AT_ONCE: Final = 50
"""Filtered links looked at by one statement."""

Clocked = Callable[[], datetime]


class _MovedError(Exception):
    """Somebody created records while the rows were checked: they need other numbers."""


def file_of(data: Path, number: int) -> Path:
    """Where the file of an import lies until it is over."""
    return data / "imports" / f"{number}.csv"


def import_handler(
    apps: PublishedApps, principals: Principals, data: Path, now: Clocked = lambda: datetime.now(UTC)
) -> Handler:
    """Carries out imports whose files lie in the data folder."""

    async def handle(work: Work) -> None:
        number = int(str(work.job.payload["batch"]))
        async with work.database.read() as reader:
            batch = await read_batch(reader, number)
        if batch is None:
            return
        task = _Import(work, batch, file_of(data, number), now)
        try:
            await task.run(apps, principals)
        except LostError:
            raise
        except Exception:
            if work.job.attempt >= ATTEMPTS:
                await task.fail([_whole(Issue("import_failed"))])
            raise
        file_of(data, number).unlink(missing_ok=True)

    return handle


def _whole(issue: Issue) -> CellIssue:
    """An issue with the file rather than with a cell."""
    return CellIssue(0, str(issue.params.get("column", "")), "", "", issue)


@dataclass
class _Import:
    """One import under way."""

    work: Work
    batch: Batch
    path: Path
    now: Clocked
    total: int = 0

    async def run(self, apps: PublishedApps, principals: Principals) -> None:
        """Brings the import to its end, done or failed."""
        try:
            await self._run(apps, principals)
        except UnreadableError as unreadable:
            await self.fail([_whole(unreadable.issue)])
        except Invalid as refused:
            await self.fail([_whole(issue) for issue in refused.issues])
        except UserError as refused:
            await self.fail([_whole(Issue(refused.code))])

    async def _run(self, apps: PublishedApps, principals: Principals) -> None:
        context = await self._context(apps, principals)
        door = open_form(context, self.batch.form)
        door.demand("import")
        door.demand("create")
        headers, rows = await asyncio.to_thread(read, self.path)
        found, issues = match(headers, writable_fields(door), self.batch.mapping)
        if has_errors(issues):
            await self.fail([_whole(issue) for issue in issues])
            return
        left_out = [_whole(issue) for issue in issues]
        cells = CellTable(self.batch.id, found)
        await self._stage(cells, rows)
        columns = [
            Column(headers[place], door.form.fields[key], await self._names(context, cells, place, door, key))
            for place, key in found.items()
        ]
        for _ in range(TURNS):
            checker, records = await self._check(context, door, columns, cells)
            failpoint("import.checked")
            if checker.issues:
                await self.fail(sorted(checker.issues, key=lambda issue: issue.row))
                return
            try:
                await self._apply(context, door, checker, cells, records, left_out)
            except _MovedError:
                continue
            return
        await self.fail([_whole(Issue("import_failed"))])

    async def _context(self, apps: PublishedApps, principals: Principals) -> Context:
        async with self.work.database.read() as reader:
            principal = await principals.of_person(reader, self.batch.person)
            app = await apps.load(reader, str(self.work.job.payload["app"]))
        now = self.now()
        clock = Clock(now, principal.company.time_zone, working_calendar(now.year))
        return Context(principal, app, rights_of(app, principal), clock, principal.language)

    async def _stage(self, cells: CellTable, rows: Iterator[Row]) -> None:
        """Brings the file's cells into the database."""
        async with self.work.transaction() as tx:
            await cells.make(tx)
        while chunk := await asyncio.to_thread(list, islice(rows, CHUNK)):
            self.total += len(chunk)
            async with self.work.transaction() as tx:
                await cells.add(tx, chunk)
                await advance(tx, self.batch.id, "staged", total=self.total, done=0)
            failpoint("import.staged")

    async def _names(self, context: Context, cells: CellTable, place: int, door: Door, key: str) -> Names:
        field = door.form.fields[key]
        if all(column.references is None for column in field.columns()):
            return Names()
        async with self.work.database.read() as reader:
            ids = await named_ids(reader, context, cells, place, field.value_type())
        return Names(ids={source_of(field.value_type()): ids})

    async def _check(
        self, context: Context, door: Door, columns: Sequence[Column], cells: CellTable
    ) -> tuple[Checker, RecordTable]:
        """Takes every row in; the records wait in a table of their own."""
        numbers: Mapping[str, Sequence[str]] = {}
        if is_numbered(door.form):
            async with self.work.database.read() as reader:
                numbers = await peek_numbers(reader, context, door.form, self.total)
        checker = Checker(context, door.form, columns, numbers)
        names = [
            column.name
            for column in door.form.table.columns
            if column.name not in {"id", "version", "deleted_at"}
        ]
        records = RecordTable(self.batch.id, door.form.table, names)
        async with self.work.transaction() as tx:
            await records.make(tx)
        done = after = 0
        while True:
            async with self.work.database.read() as reader:
                chunk = await cells.chunk(reader, after)
            if not chunk:
                break
            made = await self._take_in(context, checker, chunk, done)
            await self._look_at_links(context, door, checker, made)
            done, after = done + len(chunk), chunk[-1][0]
            async with self.work.transaction() as tx:
                await records.add(tx, [(each.row, each.log, each.columns) for each in made])
                await advance(tx, self.batch.id, "checking", total=self.total, done=done)
        async with self.work.database.read() as reader:
            await check_together(reader, context, door, records, checker)
        return checker, records

    async def _take_in(
        self, context: Context, checker: Checker, chunk: Sequence[Cells], first: int
    ) -> list[Made]:
        for _ in range(ROUNDS):
            made, questions = await asyncio.to_thread(checker.check, chunk, first)
            if not questions:
                return made
            async with self.work.database.read() as reader:
                checker.answers.update((await find_answers(reader, context, questions, {})).answers)
        raise LookupError(f"{checker.form.key}: an import asks without end")

    async def _look_at_links(
        self, context: Context, door: Door, checker: Checker, made: Sequence[Made]
    ) -> None:
        """Links whose own filter leaves out what the row names."""
        named = [
            (each.row, naming)
            for each in made
            for naming in namings(door.form, None, each.submission.values)
            if naming.filter is not None
        ]
        for start in range(0, len(named), AT_ONCE):
            some = named[start : start + AT_ONCE]
            async with self.work.database.read() as reader:
                refused = await unchosen(reader, context, door.form, [naming for _, naming in some])
            rows = {id(naming): row for row, naming in some}
            for naming, issue in refused:
                checker.note(rows[id(naming)], naming.place.removeprefix("/"), "", issue)

    async def _apply(
        self,
        context: Context,
        door: Door,
        checker: Checker,
        cells: CellTable,
        records: RecordTable,
        left_out: Sequence[CellIssue],
    ) -> None:
        async with self.work.transaction() as tx:
            await advance(tx, self.batch.id, "applying", total=self.total, done=self.total)
        async with self.work.transaction(last=True, seconds=APPLY_SECONDS) as tx:
            if checker.numbers and checker.numbers != await next_numbers(tx, context, door.form, self.total):
                raise _MovedError
            created = await apply(tx, context, door, records, self.batch.id)
            failpoint("import.applied")
            await self._tidy(tx, cells, records)
            await finish(
                tx,
                self.batch.id,
                "done",
                created=created,
                issues=left_out,
                count=len(left_out),
                at=self.now(),
            )

    async def _tidy(self, tx: Tx, cells: CellTable, records: RecordTable) -> None:
        await drop(tx, cells.table)
        await drop(tx, records.table)

    async def fail(self, issues: Sequence[CellIssue]) -> None:
        """Ends the import without a record made."""
        async with self.work.transaction(last=True) as tx:
            cells = CellTable(self.batch.id, ())
            await drop(tx, cells.table)
            await tx.run(f'DROP TABLE IF EXISTS mortise."import_{self.batch.id}_records"')
            await finish(
                tx,
                self.batch.id,
                "failed",
                created=0,
                issues=issues,
                count=len(issues),
                at=self.now(),
            )
