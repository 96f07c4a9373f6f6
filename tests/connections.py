"""Connections of tests themselves, kept for the next test: to come anew takes longer than what is asked then."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import asyncpg

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


@dataclass
class Hand:
    """Connections to a database that a test writes and reads by itself with, in the loop that all tests run in."""

    loop: asyncio.AbstractEventLoop
    idle: list[Connection] = field(default_factory=list)


AT_HAND: Final[dict[str, Hand]] = {}


@asynccontextmanager
async def at_hand(url: str) -> AsyncIterator[None]:
    """Keeps connections to a database as long as the block lasts."""
    hand = AT_HAND[url] = Hand(asyncio.get_running_loop())
    try:
        yield
    finally:
        del AT_HAND[url]
        for connection in hand.idle:
            await connection.close()


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[Connection]:
    """A connection that stays for the next who asks; from another loop, one that ends with the block."""
    hand = AT_HAND.get(url)
    stays = hand is not None and hand.loop is asyncio.get_running_loop()
    idle = hand.idle if hand is not None and stays else []
    while idle and idle[-1].is_closed():
        idle.pop()
    # Tables of one name are others in the next test.
    connection = idle.pop() if idle else await asyncpg.connect(url, statement_cache_size=0)
    try:
        yield connection
    except BaseException:
        await connection.close()
        raise
    if stays:
        idle.append(connection)
    else:
        await connection.close()
