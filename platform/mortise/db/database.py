"""The database as the rest of the host sees it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final, TypeVar

import asyncpg
import sqlalchemy as sa

from mortise.db.connections import Record, open_connection, open_pool
from mortise.db.pool import Pool
from mortise.db.statements import prepare
from mortise.db.transaction import Reading, Transaction, Tx, begin
from mortise.db.turns import Turns
from mortise.errors import SetupError

OLDEST: Final = 15
"""The oldest major version of PostgreSQL that Mortise runs on."""

CLOSING_SECONDS: Final = 10.0

T = TypeVar("T")

ROLE = """
    SELECT rolsuper, current_setting('server_version_num')::int / 10000 AS major,
           current_setting('server_encoding') AS encoding,
           ARRAY(
               SELECT power.rolname::text FROM pg_catalog.pg_roles power
               WHERE power.rolname = ANY (
                   '{pg_execute_server_program,pg_read_server_files,pg_write_server_files}'::name[]
               ) AND pg_has_role(current_user, power.oid, 'MEMBER')
               ORDER BY 1
           ) AS powers
    FROM pg_catalog.pg_roles WHERE rolname = current_user
"""
"""Who we are to the server, and which rights of ours, held or to be taken, reach beyond the database."""

RETRIED: Final = (
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.InvalidCachedStatementError,
)
"""What is over when the same work is done again: others were in the way, or a table had changed under it."""

TURN: Final = prepare(
    sa.select(
        sa.func.pg_advisory_xact_lock(sa.func.hashtextextended("mortise.again", sa.literal(0, sa.BigInteger)))
    )
)
"""Held by the one transaction in the database that is done again."""

PARKED: Final = (asyncpg.UndefinedColumnError, asyncpg.UndefinedTableError)
"""A publication put away what a statement names, after the version was read that the statement was made for."""

OUTDATED: Final = (*RETRIED, asyncpg.SyntaxOrAccessError, asyncpg.DataError)
"""What a statement comes to that was made for a version of an application which is no longer the one published; it did
nothing then."""


class Database:
    """A pool of connections to one PostgreSQL database."""

    def __init__(self, pool: Pool, direct_url: str) -> None:
        self._pool = pool
        self._direct_url = direct_url
        self._turns = Turns()

    @classmethod
    async def connect(cls, url: str, *, direct_url: str | None = None, size: int = 10) -> "Database":
        """Opens the pool; refuses a server that is too old and a role that may do everything."""
        try:
            pool = Pool(await open_pool(url, size))
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as failed:
            raise SetupError("setup_not_let_in", reason=str(failed)) from failed
        database = cls(pool, direct_url or url)
        try:
            connection = await pool.take()
            row = await connection.fetchrow(ROLE)
            await pool.give_back(connection, is_clean=True)
            refuse(row)
        except BaseException:
            await pool.close()
            raise
        return database

    def transaction(self, *, seconds: float | None = None, lock_seconds: float | None = None) -> Transaction:
        """A block that is committed at its end, and undone when an error leaves it.

        `seconds` is how long each statement may run, and `lock_seconds` how long it may wait for a lock."""
        return Transaction(self._pool, begin(seconds, lock_seconds))

    def read(self) -> Reading:
        """A block of reads, each statement for itself."""
        return Reading(self._pool)

    async def run(self, work: Callable[[Tx], Awaitable[T]], *, attempts: int = 5) -> T:
        """Does the work in a transaction, again when it lost to another transaction or to a changed table.

        Those who lost go one after the other; for one who loses again, everybody else of this process waits."""
        turns = self._turns
        await turns.begin()
        try:
            async with self.transaction() as tx:
                return await work(tx)
        except RETRIED:
            if attempts == 1:
                raise
        finally:
            turns.end()
        async with turns.again:
            try:
                return await self._again(work, attempts - 1)
            finally:
                turns.open()

    async def _again(self, work: Callable[[Tx], Awaitable[T]], attempts: int) -> T:
        for attempt in range(1, attempts + 1):
            try:
                async with self.transaction() as tx:
                    await tx.fetch(TURN)
                    return await work(tx)
            except RETRIED:
                if attempt == attempts:
                    raise
                await self._turns.close()
        raise AssertionError("the last attempt returns or raises")

    @asynccontextmanager
    async def alone(self, lock: str) -> "AsyncIterator[asyncpg.Connection[Record] | None]":
        """A connection of its own that holds the named lock, or None when another holds it.

        For what no transaction can hold: an index built while others write, a plan with several steps. The lock
        dies with the connection; statements on it have no time limit."""
        connection = await open_connection(self._direct_url)
        try:
            got = await connection.fetchval("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", lock)
            yield connection if got else None
        finally:
            await connection.close()

    async def close(self) -> None:
        """Closes every connection once it is free; what is still busy after some seconds is cut."""
        try:
            async with asyncio.timeout(CLOSING_SECONDS):
                await self._pool.close()
        except TimeoutError:
            self._pool.terminate()


def refuse(row: Record | None) -> None:
    """Raises when this server or this role is not one to run on."""
    if row is None or row["rolsuper"]:
        raise SetupError("setup_superuser")
    if row["powers"]:
        raise SetupError("setup_powers", powers=", ".join(row["powers"]))
    if row["major"] < OLDEST:
        raise SetupError("setup_old_postgres", oldest=OLDEST, found=row["major"])
    if row["encoding"] != "UTF8":
        raise SetupError("setup_encoding", found=row["encoding"])
