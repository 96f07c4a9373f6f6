"""Answers made smaller for the wire, where that is worth its time and tells nobody anything.

A secret beside words that somebody else chose can be guessed from the size of an answer made smaller, though it is
encrypted. A browser therefore gets such answers only where a page of ours asks, as its own mark of the request says;
and no answer holds what proves who one is, other than the one that hands it out for the first time."""

import asyncio
import gzip
from typing import Final

from starlette.types import Message, Scope

from mortise.edge.host import Host

SMALLEST: Final = 8 * 1024
"""What is smaller goes over the wire as soon as it would have been made smaller."""
LARGE: Final = 64 * 1024
"""What is larger is made smaller beside the work for others."""
LEVEL: Final = 4
"""Most of what can be gained, for a third of the time that all of it would take."""
PACKED: Final = (b"application/json", b"application/problem+json", b"text/csv")
CODING: Final = b"gzip"


def takes_packed(scope: Scope) -> bool:
    """Whether who asks can read an answer made smaller, and asks in a way that gives nothing away."""
    asked: dict[bytes, bytes] = dict(scope["headers"])
    if CODING not in asked.get(b"accept-encoding", b""):
        return False
    site = asked.get(b"sec-fetch-site")
    if site is not None:
        return site == b"same-origin"
    # Where the wire is open to everybody the size of an answer tells nothing that is not seen anyway.
    return b"authorization" in asked or not is_secret(scope)


def is_secret(scope: Scope) -> bool:
    """Whether answers go over the wire encrypted."""
    host: Host = scope["state"]["host"]
    return host.settings.is_secure


def is_large(start: Message) -> bool:
    """Whether an answer that begins like this is one whole text that is worth it."""
    size, kind = 0, b""
    for name, value in start.get("headers", ()):
        if name == b"content-length":
            size = int(value)
        elif name == b"content-type":
            kind = value
        elif name == b"content-encoding":
            return False
    return size >= SMALLEST and kind.startswith(PACKED)


def packed(body: bytes, level: int = LEVEL) -> bytes:
    """A text made smaller; the same text always becomes the same bytes."""
    return gzip.compress(body, level, mtime=0)


class Packing:
    """One answer on its way: its beginning is held back until its body tells how large it becomes."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._held: Message | None = None

    def holds(self, start: Message) -> bool:
        """Whether an answer that begins like this waits for its body."""
        if not is_large(start) or self._scope["state"].get("is_file"):
            return False
        if takes_packed(self._scope):
            self._held = start
        return self._held is not None

    async def release(self, message: Message) -> tuple[Message, ...]:
        """What goes out now that the next part is there: that part, after the beginning where it waits."""
        start, self._held = self._held, None
        if start is None:
            return (message,)
        body = message.get("body", b"")
        if message.get("more_body", False) or len(body) < SMALLEST:
            return start, message
        small = packed(body) if len(body) < LARGE else await asyncio.to_thread(packed, body)
        kept = [header for header in start["headers"] if header[0] != b"content-length"]
        start["headers"] = [
            *kept,
            (b"content-length", str(len(small)).encode()),
            (b"content-encoding", CODING),
            (b"vary", b"Accept-Encoding"),
        ]
        return start, {**message, "body": small}
