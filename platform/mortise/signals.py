"""Running a command's coroutine so that a signal ends it in order."""

import asyncio
import signal
from collections.abc import Coroutine
from contextlib import suppress
from typing import Final

import uvloop

ENDING: Final = (signal.SIGINT, signal.SIGTERM)


def run_orderly(work: Coroutine[object, object, None]) -> None:
    """Runs `work` to its end; being asked to end cancels it, and it tidies up.

    An exception thrown by a signal handler would strike between any two lines, also within a driver that has just
    taken an answer in and not yet handed it on: whoever waits for that answer would then wait for ever."""

    async def cancelled_by_signals() -> None:
        loop = asyncio.get_running_loop()
        task = asyncio.ensure_future(work)
        for name in ENDING:
            loop.add_signal_handler(name, task.cancel)
        with suppress(asyncio.CancelledError):
            await task

    uvloop.run(cancelled_by_signals())
