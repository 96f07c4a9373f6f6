"""The job that carries an import out, step by step: it stages and checks the file, brings the rows in, undoes them.

Whatever dies on the way leaves staging tables at most; the next attempt begins with making them anew."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from engines.expression.clock import Clock
from engines.issues import Issue
from mortise.access.context import Context
from mortise.access.rights import rights_of
from mortise.definitions.published import PublishedApps
from mortise.errors import Invalid, UserError
from mortise.identity.calendar import calendar_of
from mortise.identity.resolution import Principals
from mortise.imports.batches import Batch, CellIssue, finish, issue_row, read_batch, read_together, set_state
from mortise.imports.reading.process import UnreadableError
from mortise.imports.running import Running, whole
from mortise.imports.sheets import Sheets
from mortise.imports.staging import PARTS, drop_parts
from mortise.imports.starting import KIND, file_of
from mortise.imports.undoing import undo
from mortise.jobs.claims import ATTEMPTS
from mortise.jobs.work import Handler, LostError, Work

__all__ = ["KIND", "carry_out", "import_handler"]

Clocked = Callable[[], datetime]
AT_REST: Final = frozenset({"uploaded", "checked", "done", "failed", "undone", "left"})
"""States in which nothing is to be done."""


def import_handler(
    apps: PublishedApps, principals: Principals, data: Path, now: Clocked = lambda: datetime.now(UTC)
) -> Handler:
    """Carries out imports whose files lie in the data folder."""

    async def handle(work: Work) -> None:
        number = int(str(work.job.payload["batch"]))
        async with work.database.read() as reader:
            batch = await read_batch(reader, number)
        if batch is None or batch.state in AT_REST:
            return
        try:
            await carry_out(
                work, batch, file_of(data, number), lambda: _context(work, batch, apps, principals, now), now
            )
        except LostError:
            raise
        except Exception:
            if work.job.attempt >= ATTEMPTS:
                await _fail(work, batch, [whole(Issue("import_failed"))], now)
            raise
        async with work.database.read() as reader:
            after = await read_batch(reader, number)
        if after is not None and after.is_over:
            file_of(data, number).unlink(missing_ok=True)

    return handle


async def carry_out(
    work: Work, batch: Batch, path: Path, enter: Callable[[], Awaitable[Context]], now: Clocked
) -> None:
    """Brings an import on in the context of whoever asked for it, as they stand now; what refuses it, ends it."""
    try:
        context = await enter()
        async with work.database.read() as reader:
            together = await read_together(reader, batch.id)
        if batch.state == "undoing":
            await undo(work, batch, context)
        elif len(together) > 1:
            await Sheets(work, together, path, context).go()
        else:
            await Running(work, batch, path, context).go()
    except UnreadableError as unreadable:
        await _fail(work, batch, [whole(unreadable.issue)], now)
    except Invalid as refused:
        await _fail(work, batch, [whole(issue) for issue in refused.issues], now)
    except UserError as refused:
        await _fail(work, batch, [whole(Issue(refused.code))], now)


async def _context(
    work: Work, batch: Batch, apps: PublishedApps, principals: Principals, now: Clocked
) -> Context:
    async with work.database.read() as reader:
        principal = await principals.of_person(reader, batch.person)
        app = await apps.load(reader, str(work.job.payload["app"]))
    moment = now()
    clock = Clock(moment, principal.company.time_zone, calendar_of(principal.company, moment.year))
    return Context(principal, app, rights_of(app, principal), clock, principal.locale)


async def _fail(work: Work, batch: Batch, issues: list[CellIssue], now: Clocked) -> None:
    """Ends the import without a record made; one that could not be undone stays as it was."""
    async with work.transaction(last=True) as tx:
        if batch.state == "undoing":
            await set_state(tx, batch.id, "done", now())
            return
        for each in await read_together(tx, batch.id):
            await drop_parts(tx, each.id, *PARTS)
        await set_state(tx, batch.id, "failed", now())
        rows = [issue_row(issue) for issue in issues]
        await finish(tx, batch.id, "failed", outcome={}, issues=rows, count=len(rows), at=now())
