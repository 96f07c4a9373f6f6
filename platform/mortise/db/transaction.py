"""Reading and writing: what travels on one connection, and where a transaction begins and ends."""

import asyncio
import io
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Final, TypeVar

import asyncpg

from mortise.db.connections import COUNT, IDLE_SECONDS, Connection, PooledConnection, Record, count_statement
from mortise.db.pool import Pool
from mortise.db.statements import NOTHING, Statement, Values, arguments_of

TABLE_CHANGES: Final = 5
"""How many changes of a table in quick succession a read outlives."""

T = TypeVar("T")


class Reader:
    """Runs statements that read, each on its own or inside a transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def fetch(self, statement: Statement, values: Values = NOTHING) -> list[Record]:
        """Every row."""
        count_statement()
        try:
            return await self._connection.fetch(statement.text, *statement.arguments(values))
        except asyncpg.InvalidCachedStatementError:
            if self._connection.is_in_transaction():
                raise
            return await again(self._connection.fetch, statement, values)

    async def fetchrow(self, statement: Statement, values: Values = NOTHING) -> Record | None:
        """The first row, if there is one."""
        count_statement()
        try:
            return await self._connection.fetchrow(statement.text, *statement.arguments(values))
        except asyncpg.InvalidCachedStatementError:
            if self._connection.is_in_transaction():
                raise
            return await again(self._connection.fetchrow, statement, values)

    async def fetchval(self, statement: Statement, values: Values = NOTHING) -> object:
        """The first column of the first row, or None."""
        count_statement()
        try:
            return await self._connection.fetchval(statement.text, *statement.arguments(values))
        except asyncpg.InvalidCachedStatementError:
            if self._connection.is_in_transaction():
                raise
            return await again(self._connection.fetchval, statement, values)


async def again(fetch: Callable[..., Awaitable[T]], statement: Statement, values: Values) -> T:
    """Reads once more after a table changed under a prepared statement, and once more if another change follows.

    Inside a transaction nothing can be read after an error: `Database.run` does the whole work again."""
    for _ in range(TABLE_CHANGES):
        with suppress(asyncpg.InvalidCachedStatementError):
            return await fetch(statement.text, *statement.arguments(values))
    return await fetch(statement.text, *statement.arguments(values))


class Tx(Reader):
    """A transaction under way: what it writes is seen by others when its block ends without an error."""

    __slots__ = ("_afterwards",)

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._afterwards: list[Callable[[], None]] = []

    def after_commit(self, call: Callable[[], None]) -> None:
        """Has something small done in this process once the transaction is committed, such as waking a worker."""
        if call not in self._afterwards:
            self._afterwards.append(call)

    def committed(self) -> None:
        """Does what was left for after the commit."""
        for call in self._afterwards:
            call()

    async def execute(self, statement: Statement, values: Values = NOTHING) -> int:
        """Carries a statement out; how many rows it touched."""
        count_statement()
        return touched(await self._connection.execute(statement.text, *statement.arguments(values)))

    async def execute_many(self, statement: Statement, many: Sequence[Values]) -> None:
        """Carries a statement out for each set of values, in one message to the server."""
        count_statement()
        await self._connection.executemany(statement.text, arguments_of(statement, many))

    async def copy(
        self, schema: str | None, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
    ) -> int:
        """Adds rows by COPY, the fastest way; how many."""
        count_statement()
        told = await self._connection.copy_records_to_table(
            table, schema_name=schema, columns=list(columns), records=rows
        )
        return touched(told)

    async def copy_text(self, schema: str | None, table: str, columns: Sequence[str], text: bytes) -> int:
        """Adds rows that are written in COPY's own text format already; how many."""
        count_statement()
        told = await self._connection.copy_to_table(
            table, schema_name=schema, columns=list(columns), source=io.BytesIO(text), format="text"
        )
        return touched(told)

    async def run(self, sql: str) -> None:
        """Runs statements that take no values, such as those that change tables."""
        count_statement()
        await self._connection.execute(sql)


def touched(status: str) -> int:
    """The number of rows in the answer to a command, such as UPDATE 3."""
    last = status.rpartition(" ")[2]
    return int(last) if last.isdecimal() else 0


class Acquired:
    """A connection of the pool for the length of a block."""

    __slots__ = ("_connection", "_pool")

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def _acquire(self) -> PooledConnection:
        self._connection: PooledConnection = await self._pool.take()
        return self._connection

    async def _release(self, *, is_clean: bool) -> None:
        await self._pool.give_back(self._connection, is_clean=is_clean)


class Reading(Acquired):
    """A block of reads without a transaction: each statement sees what was committed before it."""

    __slots__ = ()

    async def __aenter__(self) -> Reader:
        return Reader(await self._acquire())

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._release(is_clean=kind is None)


class Transaction(Acquired):
    """A block that is carried out as a whole or not at all."""

    __slots__ = ("_begin", "_tx")

    def __init__(self, pool: Pool, begin: str) -> None:
        super().__init__(pool)
        self._begin = begin

    async def __aenter__(self) -> Tx:
        connection = await self._acquire()
        count = COUNT.get()
        if count is not None:
            count.transactions += 1
        try:
            await connection.execute(self._begin)
        except BaseException:
            await undo(self)
            raise
        self._tx = Tx(connection)
        return self._tx

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            await undo(self)
            return
        try:
            await self._connection.execute("COMMIT")
        except BaseException:
            await undo(self)
            raise
        await self._release(is_clean=True)
        self._tx.committed()

    async def roll_back(self) -> None:
        """Undoes what was begun, and gives the connection back or, where that fails, away."""
        try:
            if not self._connection.is_closed():
                await self._connection.execute("ROLLBACK")
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            self._connection.terminate()
        finally:
            await self._release(is_clean=False)


UNDOING: Final[set["asyncio.Task[None]"]] = set()
"""Keeps the clean-ups alive whose requests were cancelled."""


async def undo(transaction: Transaction) -> None:
    """Rolls back to the end even when the request that asks for it is cancelled meanwhile."""
    task = asyncio.ensure_future(transaction.roll_back())
    UNDOING.add(task)
    task.add_done_callback(UNDOING.discard)
    await asyncio.shield(task)


def begin(seconds: float | None, lock_seconds: float | None) -> str:
    """The statement that opens a transaction with limits other than a request's."""
    text = "BEGIN"
    if seconds is not None:
        text += f"; SET LOCAL statement_timeout = {round(seconds * 1000)}"
        text += (
            f"; SET LOCAL idle_in_transaction_session_timeout = {round(max(seconds, IDLE_SECONDS) * 1000)}"
        )
    if lock_seconds is not None:
        text += f"; SET LOCAL lock_timeout = {round(lock_seconds * 1000)}"
    return text
