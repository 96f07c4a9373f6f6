"""HTTP as it comes over the wire: a bound on what a client may send before its headers are complete, and a word to
answers that do not end by themselves when the server or their reader's time is over."""

import asyncio
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from mortise.edge.joining import JoiningTransport

HEAD_BYTES: Final = 64 * 1024
"""The request line and the headers together. The gate refuses less than this with a readable answer; what is
larger than this is not even kept."""

CONNECTION: Final = "mortise.connection"
"""The ASGI extension by which an answer cuts its own connection."""
LEAVE: Final = "leave"
"""Under which name of the request's state an endless answer leaves a call that ends it."""


class BoundedProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which by itself keeps headers of any size."""

    head = 0
    in_head = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """A connection: what it is answered with goes out at once."""
        super().connection_made(JoiningTransport(transport))

    def data_received(self, data: bytes) -> None:
        """Takes what came in, and hangs up on a head that does not end."""
        self.head += len(data)
        super().data_received(data)
        if self.in_head and self.head > HEAD_BYTES and not self.transport.is_closing():
            self.send_400_response("The headers are too large.")

    def on_message_begin(self) -> None:
        """A new request: its head begins. Whoever answers it may cut the connection of a reader who does not read."""
        self.in_head = True
        self.head = 0
        super().on_message_begin()
        self.scope["extensions"] = {CONNECTION: {"abort": self.transport.abort}}

    def shutdown(self) -> None:
        """The server stops: requests under way are answered to their end, and an endless answer is asked to end."""
        super().shutdown()
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is not None and not cycle.response_complete:
            leave = cycle.scope.get("state", {}).get(LEAVE)
            if leave is not None:
                leave()

    def on_headers_complete(self) -> None:
        """The head is over; the gate counts the body."""
        self.in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is over; what comes now begins the next head."""
        self.in_head = True
        self.head = 0
        super().on_message_complete()
