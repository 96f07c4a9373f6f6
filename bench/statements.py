"""Counts the statements that a server sends to PostgreSQL, by standing between the two."""

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import parse_qs, urlsplit, urlunsplit

EXECUTE: Final = b"E"
SIMPLE_QUERY: Final = b"Q"
HEADER: Final = 5
ENCRYPTION_WISH: Final = (80877103).to_bytes(4)


class StatementCounter:
    """A proxy on a loopback port that passes the PostgreSQL protocol on and counts Execute and Query messages.

    BEGIN, COMMIT and ROLLBACK are counted apart, since they carry no work."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)
        self.counts: Counter[str] = Counter()

    @contextmanager
    def listening(self) -> Iterator[str]:
        """Listens on a thread of its own, and gives the address under which the same database is reached."""
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, daemon=True)
        thread.start()
        server = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._serve, "127.0.0.1", 0), loop
        ).result()
        signed = f"{self._url.username}:{self._url.password}@127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield urlunsplit(self._url._replace(netloc=signed, query=""))
        finally:
            loop.call_soon_threadsafe(server.close)
            loop.call_soon_threadsafe(loop.stop)
            thread.join()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection to the real server, over the socket or the port that its address names."""
        where = parse_qs(self._url.query)
        if "host" in where:
            return await asyncio.open_unix_connection(f"{where['host'][0]}/.s.PGSQL.{where['port'][0]}")
        return await asyncio.open_connection(self._url.hostname, self._url.port or 5432)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream_reader, upstream_writer = await self._connect()
        await asyncio.gather(
            self._forward_questions(reader, upstream_writer, writer),
            self._forward_answers(upstream_reader, writer),
        )

    async def _forward_questions(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answers: asyncio.StreamWriter
    ) -> None:
        try:
            await self._forward_greeting(reader, writer, answers)
            while True:
                head = await reader.readexactly(HEADER)
                body = await reader.readexactly(int.from_bytes(head[1:]) - 4)
                self._count(head[:1], body)
                writer.write(head + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _forward_greeting(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answers: asyncio.StreamWriter
    ) -> None:
        """Passes the first message on; a wish for encryption, which would hide the rest, is declined."""
        while True:
            length = await reader.readexactly(4)
            body = await reader.readexactly(int.from_bytes(length) - 4)
            if body != ENCRYPTION_WISH:
                writer.write(length + body)
                return
            answers.write(b"N")

    async def _forward_answers(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        except ConnectionError:
            pass
        writer.close()

    def _count(self, kind: bytes, body: bytes) -> None:
        if kind == EXECUTE:
            self.counts["statements"] += 1
        elif kind == SIMPLE_QUERY:
            bracket = body.upper().startswith((b"BEGIN", b"COMMIT", b"ROLLBACK"))
            self.counts["brackets" if bracket else "statements"] += 1
