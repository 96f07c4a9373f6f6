"""Turns: writers of one process go together; who lost to others goes alone in the end, and so is never given up."""

import asyncio


class Turns:
    """How many are at work, and whether more may begin."""

    __slots__ = ("_count", "_idle", "_open", "again")

    def __init__(self) -> None:
        self._count = 0
        self._open = asyncio.Event()
        self._open.set()
        self._idle = asyncio.Event()
        self._idle.set()
        self.again = asyncio.Lock()
        """Held by the one who does something again."""

    async def begin(self) -> None:
        """Waits until nobody needs to be alone, and is one more at work."""
        while not self._open.is_set():
            await self._open.wait()
        self._count += 1
        self._idle.clear()

    def end(self) -> None:
        """Is at work no more."""
        self._count -= 1
        if self._count == 0:
            self._idle.set()

    async def close(self) -> None:
        """Lets nobody else begin, and waits until those at work have ended."""
        self._open.clear()
        await self._idle.wait()

    def open(self) -> None:
        """Lets everybody begin again."""
        self._open.set()
