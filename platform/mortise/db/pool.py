"""The connections of one process: who finds one at hand waits for nothing."""

import time
from typing import Final

import asyncpg

from mortise.db.connections import PooledConnection, Record
from mortise.errors import Busy

ACQUIRE_SECONDS: Final = 2.0
"""How long a request waits for a connection before it is told to come again."""
AT_HAND_SECONDS: Final = 60.0
"""A connection that nobody took for so long goes back to asyncpg, which ends it after a while."""


class Pool:
    """Connections that were used stay at hand, outside asyncpg's own pool, where giving one back and taking it again
    cost a task and two turns of the loop: as much as the rest of a short read."""

    __slots__ = ("_asked", "_at_hand", "_pool")

    def __init__(self, pool: "asyncpg.Pool[Record]") -> None:
        self._pool = pool
        self._at_hand: list[tuple[PooledConnection, float]] = []
        self._asked = 0

    async def take(self) -> PooledConnection:
        """A connection, the one used last where some are at hand; Busy where none comes free in time."""
        while self._at_hand:
            connection, _ = self._at_hand.pop()
            if is_open(connection):
                return connection
            await self._pool.release(connection)
        self._asked += 1
        try:
            # A time limit costs a task, so it is set only where there is something to wait for.
            waits = self._pool.get_idle_size() == 0 and self._pool.get_size() >= self._pool.get_max_size()
            connection = await self._pool.acquire(timeout=ACQUIRE_SECONDS if waits else None)
        except (TimeoutError, OSError) as failed:
            raise Busy(headers={"Retry-After": "1"}) from failed
        finally:
            self._asked -= 1
        return connection

    async def give_back(self, connection: PooledConnection, *, is_clean: bool) -> None:
        """Gives a connection to whoever waits for one, or keeps it at hand. One on which something went wrong, or that
        somebody stopped waiting for, is not `is_clean`: asyncpg knows whether it is still of use."""
        if self._asked or not is_clean:
            await self._pool.release(connection)
            return
        now = time.monotonic()
        self._at_hand.append((connection, now))
        if now - self._at_hand[0][1] > AT_HAND_SECONDS:
            await self._pool.release(self._at_hand.pop(0)[0])

    async def close(self) -> None:
        """Closes every connection once it is free."""
        self._asked += 1
        while self._at_hand:
            await self._pool.release(self._at_hand.pop()[0])
        await self._pool.close()

    def terminate(self) -> None:
        """Cuts what is still busy."""
        self._pool.terminate()


def is_open(connection: PooledConnection) -> bool:
    """Whether the server has not ended it; asyncpg takes such a connection out of use by itself."""
    try:
        return not connection.is_closed()
    except asyncpg.InterfaceError:
        return False
