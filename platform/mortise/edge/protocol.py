"""HTTP as it comes over the wire, with a bound on what a client may send before its headers are complete."""

from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES: Final = 64 * 1024
"""The request line and the headers together. The gate refuses less than this with a readable answer; what is
larger than this is not even kept."""


class BoundedProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which by itself keeps headers of any size."""

    head = 0
    in_head = True

    def data_received(self, data: bytes) -> None:
        """Takes what came in, and hangs up on a head that does not end."""
        self.head += len(data)
        super().data_received(data)
        if self.in_head and self.head > HEAD_BYTES and not self.transport.is_closing():
            self.send_400_response("The headers are too large.")

    def on_message_begin(self) -> None:
        """A new request: its head begins."""
        self.in_head = True
        self.head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is over; the gate counts the body."""
        self.in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is over; what comes now begins the next head."""
        self.in_head = True
        self.head = 0
        super().on_message_complete()
