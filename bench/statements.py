"""Counts the statements that a server sends to PostgreSQL, by standing between the two."""

import asyncio
from collections import Counter
from typing import Final

EXECUTE: Final = b"E"
SIMPLE_QUERY: Final = b"Q"
HEADER: Final = 5


class StatementCounter:
    """A proxy on a loopback port that passes the PostgreSQL protocol on and counts Execute and Query messages.

    BEGIN, COMMIT and ROLLBACK are counted apart, since they carry no work."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._server: asyncio.Server | None = None
        self.counts: Counter[str] = Counter()

    async def start(self) -> int:
        """Listen, and return the port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Close the port; connections end with their servers."""
        if self._server is not None:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream_reader, upstream_writer = await asyncio.open_connection(*self._target)
        await asyncio.gather(
            self._forward_questions(reader, upstream_writer), self._forward_answers(upstream_reader, writer)
        )

    async def _forward_questions(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            length = await reader.readexactly(4)
            writer.write(length + await reader.readexactly(int.from_bytes(length) - 4))
            while True:
                head = await reader.readexactly(HEADER)
                body = await reader.readexactly(int.from_bytes(head[1:]) - 4)
                self._count(head[:1], body)
                writer.write(head + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

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
