"""One open stream: whose it is, what waits to be sent, and how it ends."""

import asyncio
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

import orjson

from mortise.identity.principal import Principal
from mortise.live.position import Position

MOST_BYTES: Final = 64 * 1024
"""What may wait for a reader beside what the connection itself holds."""

End = Literal["signed_out", "replaced", "closing", "behind"]
"""Why a stream ended: its proof holds no longer, the same session or person opened too many others, the server stops,
or the reader was too slow."""

Proof = bytes | int
"""The session that a stream was opened in, by its hash, or the API token, by its number."""


def frame(event: str, data: Mapping[str, object]) -> bytes:
    """An event as it goes over the wire."""
    return b"event: " + event.encode() + b"\ndata: " + orjson.dumps(data) + b"\n\n"


@dataclass(eq=False, slots=True)
class Stream:
    """A queue with a bound between the broadcaster, which never waits, and one reader, who may."""

    proof: Proof
    principal: Principal
    after: Position | None = None
    """From where it is to be told again; None for one that begins."""
    has_begun: bool = False
    ended: End | None = None
    fallen_behind: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the reader is too slow to be waited for."""
    _waiting: deque[bytes] = field(default_factory=deque)
    _size: int = 0
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def push(self, content: bytes) -> None:
        """Leaves something to be sent; a reader who is too far behind is cut off."""
        if self.ended is not None:
            return
        if self._size + len(content) > MOST_BYTES:
            self._waiting.clear()
            self._size = 0
            self.end("behind")
            self.fallen_behind.set()
            return
        self._waiting.append(content)
        self._size += len(content)
        self._news.set()

    def end(self, reason: End) -> None:
        """Lets the reader have what waits and then no more."""
        if self.ended is None:
            self.ended = reason
            self._news.set()

    async def wait(self) -> None:
        """Returns when there is something to send, or the stream has ended."""
        await self._news.wait()

    def take(self) -> bytes:
        """What waits, all at once."""
        content = b"".join(self._waiting)
        self._waiting.clear()
        self._size = 0
        if self.ended is None:
            self._news.clear()
        return content
