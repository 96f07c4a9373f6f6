"""Looking again until something is so.

Between two looks is a pause: whoever looks without one takes the processor from what is waited for. No test relies on
how long anything takes."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from typing import Final

PAUSE: Final = 0.02
"""Seconds between two looks."""
PATIENCE: Final = 300
"""Seconds after which what is waited for does not come any more."""


def looks() -> Iterator[int]:
    """A number for each look; the caller leaves the loop when it has seen enough."""
    for number in range(int(PATIENCE / PAUSE)):
        yield number
        time.sleep(PAUSE)
    raise AssertionError("what was waited for did not come")


async def later_looks() -> AsyncIterator[int]:
    """The same for a loop of events."""
    for number in range(int(PATIENCE / PAUSE)):
        yield number
        await asyncio.sleep(PAUSE)
    raise AssertionError("what was waited for did not come")
