"""How every connection to the database is opened, and what is counted about it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

import asyncpg
import asyncpg.pool
import orjson

from mortise.db.failpoints import STATEMENT, failpoint

Record: TypeAlias = asyncpg.Record
PooledConnection: TypeAlias = "asyncpg.pool.PoolConnectionProxy[Record]"
Connection: TypeAlias = "asyncpg.Connection[Record] | PooledConnection"

REQUEST_SECONDS: Final = 10
"""How long a statement of a request may run."""

IDLE_SECONDS: Final = 30
"""How long a transaction may do nothing before the server ends it."""

SESSION: Final[Mapping[str, str]] = {
    "application_name": "mortise",
    "jit": "off",
    # What records name is joined to them one by one: to try all orders of eight such joins takes thirty times as long
    # as to read a page.
    "join_collapse_limit": "4",
    # Whoever writes does not merge what waits for an index: that is done apart (`mortise.db.bulk`).
    "gin_pending_list_limit": "512MB",
    "timezone": "UTC",
    # Every name is written with its schema; the default path would look into one named like the role.
    "search_path": "public",
    "statement_timeout": str(REQUEST_SECONDS * 1000),
    "idle_in_transaction_session_timeout": str(IDLE_SECONDS * 1000),
}


@dataclass(slots=True)
class StatementCount:
    """What one request has asked of the database."""

    statements: int = 0
    transactions: int = 0


COUNT: Final[ContextVar[StatementCount | None]] = ContextVar("statement_count", default=None)


@contextmanager
def counting() -> Iterator[StatementCount]:
    """Counts what is sent to the database in this context; BEGIN and COMMIT are counted as transactions."""
    count = StatementCount()
    token = COUNT.set(count)
    try:
        yield count
    finally:
        COUNT.reset(token)


def count_statement() -> None:
    """Notes that a statement is about to be sent."""
    count = COUNT.get()
    if count is not None:
        count.statements += 1
    failpoint(STATEMENT)


def plain(value: object) -> object:
    """A value that JSON lacks, as stored in jsonb."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is not stored as JSON")


def encode_json(value: object) -> bytes:
    """jsonb as the wire has it: a version byte and the text."""
    return b"\x01" + orjson.dumps(value, default=plain, option=orjson.OPT_NON_STR_KEYS)


def decode_json(stored: bytes) -> object:
    """The value of a jsonb as the wire has it."""
    return orjson.loads(memoryview(stored)[1:])


async def set_up(connection: Connection) -> None:
    """Teaches a new connection to read and write jsonb as plain values."""
    await connection.set_type_codec(
        "jsonb", schema="pg_catalog", encoder=encode_json, decoder=decode_json, format="binary"
    )


async def open_pool(url: str, size: int) -> "asyncpg.Pool[Record]":
    """A pool that sends nothing when a connection comes back clean."""
    return await asyncpg.create_pool(
        url,
        min_size=min(2, size),
        max_size=size,
        init=set_up,
        reset=leave,
        server_settings=dict(SESSION),
        statement_cache_size=1000,
        max_cached_statement_lifetime=0,
        max_cacheable_statement_size=512 * 1024,
        max_inactive_connection_lifetime=300,
    )


async def leave(connection: Connection) -> None:
    """Nothing to undo: only transactions change a pooled connection, and they end before it comes back."""


async def open_connection(url: str) -> "asyncpg.Connection[Record]":
    """A connection of its own, without the time limits of requests."""
    settings = {**SESSION, "statement_timeout": "0", "idle_in_transaction_session_timeout": "0"}
    connection = await asyncpg.connect(url, server_settings=settings)
    await set_up(connection)
    return connection
