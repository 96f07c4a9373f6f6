"""What has to be tidied up from time to time, by whichever server gets to it first."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Final

import structlog

from mortise.db.database import Database
from mortise.db.partitions import make_partitions
from mortise.db.transaction import Tx
from mortise.jobs.claims import QUEUES

LOG: Final = structlog.get_logger("mortise.jobs")
EVERY_SECONDS: Final = 300.0

Sweep = Callable[[Tx], Awaitable[object]]


async def sweep_jobs(tx: Tx) -> None:
    """Puts jobs aside that killed their worker each time, and forgets what was done a week ago."""
    for queue in QUEUES:
        await tx.execute(queue.bury)
        await tx.execute(queue.forget)


async def sweep_log(tx: Tx) -> None:
    """Makes the change log's next months."""
    await make_partitions(tx, datetime.now(UTC).date())


SWEEPS: Final[tuple[Sweep, ...]] = (sweep_jobs, sweep_log)


async def sweep(database: Database, sweeps: Sequence[Sweep]) -> None:
    """Carries each sweep out in a transaction of its own; one that fails does not keep the others."""
    for each in sweeps:
        try:
            async with database.transaction(seconds=60, lock_seconds=1) as tx:
                await each(tx)
        except Exception as failed:
            LOG.warning(
                "sweep failed",
                sweep=getattr(each, "__name__", ""),
                error=f"{type(failed).__name__}: {failed}",
            )


async def sweep_on(database: Database, sweeps: Sequence[Sweep], seconds: float = EVERY_SECONDS) -> None:
    """Sweeps at once and then regularly, each so many seconds, until cancelled."""
    while True:
        await sweep(database, sweeps)
        await asyncio.sleep(seconds)
