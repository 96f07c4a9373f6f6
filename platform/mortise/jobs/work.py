"""A job under way: every transaction of it commits only while the job is still ours."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final, cast

import asyncpg

from mortise.db.connections import Record
from mortise.db.database import Database
from mortise.db.statements import Statement
from mortise.db.transaction import Tx
from mortise.jobs.claims import LEASE, Queue

WORK_SECONDS: Final = 60.0
"""How long a statement of a job may run."""


class LostError(Exception):
    """Another worker has the job now; what this one did since its last commit is undone."""


@dataclass(frozen=True, slots=True)
class Job:
    """A row of work, as claimed: `number` is what proves that it is still ours."""

    id: int
    kind: str
    app_id: int | None
    payload: Mapping[str, object]
    attempt: int
    number: int


def job(row: Record) -> Job:
    """The job of a claimed row."""
    payload = cast("Mapping[str, object]", row["payload"])
    return Job(row["id"], row["kind"], row["app_id"], payload, row["attempts"], row["fence"])


class Work:
    """What a handler is given: its job, and transactions that end well only while the job is its own."""

    def __init__(self, database: Database, queue: Queue, job: Job) -> None:
        self.database = database
        self.job = job
        self._queue = queue
        self.is_done = False

    @asynccontextmanager
    async def transaction(self, *, last: bool = False, seconds: float = WORK_SECONDS) -> AsyncIterator[Tx]:
        """A step of the job. The `last` one is committed together with the job's own end: it happens once.

        The job's row stays locked until the commit, so that nobody can take the job in between."""
        began = time.monotonic()
        async with self.database.transaction(seconds=seconds) as tx:
            await self._hold(tx, self._queue.finish if last else self._queue.renew)
            yield tx
            if not last and time.monotonic() - began > LEASE.total_seconds() / 2:
                await self._hold(tx, self._queue.renew)
        self.is_done = self.is_done or last

    async def finish_in(self, tx: Tx) -> None:
        """Ends the job together with a transaction that began while other steps of the job were still to be taken."""
        await self._hold(tx, self._queue.finish)
        tx.after_commit(self._note_end)

    def _note_end(self) -> None:
        self.is_done = True

    async def renew(self) -> None:
        """Holds the job for longer; raises LostError when it is no longer ours."""
        try:
            async with self.database.transaction(lock_seconds=1) as tx:
                await self._hold(tx, self._queue.renew)
        except asyncpg.LockNotAvailableError:
            # A step of our own has the row, and nobody can take the job before that step ends.
            return
        except LostError:
            # The last step may have ended the job while this waited for its row; nobody told it so yet.
            async with self.database.read() as reader:
                if not await reader.fetchval(self._queue.ended, self._ours):
                    raise

    async def _hold(self, tx: Tx, statement: Statement) -> None:
        if await tx.execute(statement, self._ours) == 0:
            raise LostError

    async def finish(self) -> None:
        """Ends the job, unless its last transaction has."""
        if not self.is_done:
            async with self.transaction(last=True):
                pass

    async def fail(self, reason: str) -> None:
        """Notes why the attempt failed: the job is tried again after a pause, or put aside."""
        async with self.database.transaction() as tx:
            await tx.execute(self._queue.fail, {**self._ours, "reason": reason})

    async def give_back(self) -> None:
        """Lets another worker take the job at once; this attempt does not count."""
        async with self.database.transaction() as tx:
            await tx.execute(self._queue.give_back, self._ours)

    @property
    def _ours(self) -> Mapping[str, object]:
        return {"job": self.job.id, "number": self.job.number}


Handler = Callable[[Work], Awaitable[None]]
Handlers = Mapping[str, Handler]
