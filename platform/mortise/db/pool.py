"""The connections of one process: who finds one at hand waits for nothing."""

import asyncio
import time
from collections import deque
from typing import Final

import asyncpg

from mortise.db.connections import PooledConnection, Record
from mortise.errors import Busy

ACQUIRE_SECONDS: Final = 2.0
"""How long a request waits for a connection before it is told to come again."""
AT_HAND_SECONDS: Final = 60.0
"""A connection that nobody took for so long goes back to asyncpg, which ends it after a while."""


class Pool:
    """Connections that were used go to whoever waits longest, or stay at hand: outside asyncpg's own pool, where giving
    one back and taking it again cost a task and two turns of the loop, as much as the rest of a short read.

    `_places` counts the connections that are out of asyncpg's pool or on their way out. A turn that comes with nothing
    is a place: whoever waited opens a connection in it."""

    __slots__ = ("_at_hand", "_is_closing", "_places", "_pool", "_waiting")

    def __init__(self, pool: "asyncpg.Pool[Record]") -> None:
        self._pool = pool
        self._at_hand: list[tuple[PooledConnection, float]] = []
        self._waiting: deque[asyncio.Future[PooledConnection | None]] = deque()
        self._places = 0
        self._is_closing = False

    async def take(self) -> PooledConnection:
        """A connection, the one used last where some are at hand; Busy where none comes free in time."""
        if self._at_hand:
            found: PooledConnection | None = self._at_hand.pop()[0]
        elif self._places < self._pool.get_max_size():
            self._places += 1
            found = None
        else:
            found = await self._turn()
        if found is not None and is_open(found):
            return found
        try:
            if found is not None:
                await self._pool.release(found)
            return await self._pool.acquire()
        except OSError as failed:
            self._leave_place()
            raise Busy(headers={"Retry-After": "1"}) from failed
        except BaseException:
            self._leave_place()
            raise

    async def give_back(self, connection: PooledConnection, *, is_clean: bool) -> None:
        """Gives a connection to whoever waits for one, or keeps it at hand. One on which something went wrong, or that
        somebody stopped waiting for, is not `is_clean`: asyncpg knows whether it is still of use."""
        if not is_clean:
            await self._let_go(connection)
        elif not self._hand_on(connection):
            if self._is_closing:
                await self._let_go(connection)
                return
            now = time.monotonic()
            self._at_hand.append((connection, now))
            if now - self._at_hand[0][1] > AT_HAND_SECONDS:
                await self._let_go(self._at_hand.pop(0)[0])

    async def close(self) -> None:
        """Closes every connection once it is free and nobody waits for it."""
        self._is_closing = True
        while self._at_hand:
            await self._let_go(self._at_hand.pop()[0])
        await self._pool.close()

    def terminate(self) -> None:
        """Cuts what is still busy."""
        self._pool.terminate()

    async def _turn(self) -> "PooledConnection | None":
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[PooledConnection | None] = loop.create_future()
        self._waiting.append(turn)
        late = loop.call_later(ACQUIRE_SECONDS, expire, turn)
        try:
            return await turn
        except asyncio.CancelledError:
            # Somebody who stops waiting may just have been given what the next one waits for.
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                if given := turn.result():
                    await self.give_back(given, is_clean=True)
                else:
                    self._leave_place()
            raise
        finally:
            late.cancel()

    def _hand_on(self, connection: "PooledConnection | None") -> bool:
        """Gives a connection, or a place for one, to whoever waits longest; whether anybody does."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(connection)
                return True
        return False

    def _leave_place(self) -> None:
        if not self._hand_on(None):
            self._places -= 1

    async def _let_go(self, connection: PooledConnection) -> None:
        try:
            await self._pool.release(connection)
        finally:
            self._leave_place()


def expire(turn: "asyncio.Future[PooledConnection | None]") -> None:
    """Ends a wait that took too long."""
    if not turn.done():
        turn.set_exception(Busy(headers={"Retry-After": "1"}))


def is_open(connection: PooledConnection) -> bool:
    """Whether the server has not ended it; asyncpg takes such a connection out of use by itself."""
    try:
        return not connection.is_closed()
    except asyncpg.InterfaceError:
        return False
