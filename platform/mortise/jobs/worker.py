"""The worker: it looks for jobs, carries several out at once, and tidies up after those that were lost."""

import asyncio
from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import Final

import structlog

from mortise.db.database import Database
from mortise.jobs.claims import LEASE, LONGEST_ERROR, QUEUES, Queue
from mortise.jobs.wake import WAKERS
from mortise.jobs.work import Handlers, LostError, Work, job

LOG: Final = structlog.get_logger("mortise.jobs")

AT_ONCE: Final = 4
LOOK_SECONDS: Final = 2.0
"""How often a worker looks for what it was not woken for."""

RENEWALS: Final = 3
"""How often a lease is renewed while it lasts."""


class Worker:
    """Carries out the jobs that its handlers know; any number of workers share one database.

    Of the kinds in `alone` it has one job under way: such a job takes all its like along."""

    def __init__(
        self,
        database: Database,
        handlers: Handlers,
        *,
        at_once: int = AT_ONCE,
        look_seconds: float = LOOK_SECONDS,
        alone: Collection[str] = (),
    ) -> None:
        self._database = database
        self._handlers = handlers
        self._at_once = at_once
        self._look_seconds = look_seconds
        self._running: set[asyncio.Task[None]] = set()
        self._free_alone = set(alone)
        self._ordinary = [kind for kind in handlers if kind not in alone]
        self._awake = asyncio.Event()
        self.resting = asyncio.Event()

    async def run(self) -> None:
        """Works until it is cancelled."""
        WAKERS.add(self._awake.set)
        try:
            while True:
                self._awake.clear()
                if not await self._take_safely():
                    await self._rest()
        finally:
            WAKERS.discard(self._awake.set)
            for task in self._running:
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)

    async def drain(self) -> int:
        """Carries out everything that may be done now; how many jobs that were."""
        count = 0
        while taken := await self.take():
            count += taken
            await asyncio.gather(*self._running)
        return count

    async def take(self) -> int:
        """Claims as many jobs as there is room for and begins them; how many."""
        taken = 0
        for queue in QUEUES:
            for kind in sorted(self._free_alone):
                taken += await self._begin(queue, [kind], 1)
            taken += await self._begin(queue, self._ordinary, self._at_once)
        return taken

    async def _begin(self, queue: Queue, kinds: Sequence[str], most: int) -> int:
        room = min(most, self._at_once - len(self._running))
        claimed = await claim(self._database, queue, kinds, room) if room > 0 else []
        for work in claimed:
            if work.job.kind not in self._ordinary:
                self._free_alone.discard(work.job.kind)
            task = asyncio.create_task(self._carry_out(work))
            self._running.add(task)
            task.add_done_callback(self._end)
        return len(claimed)

    async def _take_safely(self) -> int:
        try:
            return await self.take()
        except Exception as failed:
            # Without a database there is nothing to do but to look again later.
            LOG.warning("no look for jobs", error=f"{type(failed).__name__}: {failed}")
            return 0

    async def _rest(self) -> None:
        self.resting.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._look_seconds):
                await self._awake.wait()
        self.resting.clear()

    def _end(self, task: "asyncio.Task[None]") -> None:
        self._running.discard(task)
        if not task.cancelled() and (failed := task.exception()) is not None:
            # Only noting the end of a job fails like this; its lease runs out, and it is taken again.
            LOG.warning("the end of a job was not noted", error=f"{type(failed).__name__}: {failed}")
        self._awake.set()

    async def _carry_out(self, work: Work) -> None:
        """One attempt at one job, whose lease is renewed meanwhile."""
        about = {"job": work.job.id, "kind": work.job.kind, "attempt": work.job.attempt}
        renewing = asyncio.create_task(keep_lease(work, asyncio.current_task()))
        try:
            await self._handlers[work.job.kind](work)
            await work.finish()
        except LostError:
            LOG.warning("job lost to another worker", **about)
        except asyncio.CancelledError:
            await work.give_back()
            raise
        except Exception as failed:
            LOG.exception("job failed", exc_info=failed, **about)
            await work.fail(f"{type(failed).__name__}: {failed}"[:LONGEST_ERROR])
        finally:
            renewing.cancel()
            if work.job.kind not in self._ordinary:
                self._free_alone.add(work.job.kind)


async def keep_lease(work: Work, attempt: "asyncio.Task[None] | None") -> None:
    """Renews a job's lease until it is done; ends the attempt when the job is no longer ours."""
    while True:
        await asyncio.sleep(LEASE.total_seconds() / RENEWALS)
        try:
            await work.renew()
        except LostError:
            if attempt is not None and not work.is_done:
                attempt.cancel()
            return
        except Exception as failed:
            LOG.warning("lease not renewed", job=work.job.id, error=f"{type(failed).__name__}: {failed}")


async def claim(database: Database, queue: Queue, kinds: Sequence[str], count: int) -> list[Work]:
    """Takes up to `count` jobs, in a transaction of its own: the attempt counts even if we die at it."""
    async with database.transaction() as tx:
        rows = await tx.fetch(queue.claim, {"kinds": list(kinds), "count": count})
    return [Work(database, queue, job(row)) for row in rows]
