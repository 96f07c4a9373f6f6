"""A connection that sends the head of an answer together with its body: each thing sent by itself costs a call of the
system here, and wakes whoever reads."""

import asyncio
from typing import Any, Final

MOST: Final = 16 * 1024
"""So much waits for what follows it, and no more."""


class JoiningTransport(asyncio.Transport):
    """What is written waits for the next writing, and no longer than until the loop's next step."""

    def __init__(self, under: asyncio.Transport) -> None:
        super().__init__()
        self._under = under
        self._waiting = b""
        self._soon = asyncio.get_running_loop().call_soon

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Sends the data, with what waited for it."""
        if not self._waiting and len(data) <= MOST:
            self._waiting = bytes(data)
            self._soon(self._send)
            return
        joined, self._waiting = b"".join((self._waiting, data)), b""
        self._under.write(joined)

    def _send(self) -> None:
        if self._waiting and not self._under.is_closing():
            self._under.write(self._waiting)
        self._waiting = b""

    def close(self) -> None:
        """Sends what waits, and then closes."""
        self._send()
        self._under.close()

    def abort(self) -> None:
        """Closes at once; what waits is lost."""
        self._waiting = b""
        self._under.abort()

    def is_closing(self) -> bool:
        """Whether it is closed, or about to be."""
        return self._under.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """What is known of the socket."""
        return self._under.get_extra_info(name, default)

    def pause_reading(self) -> None:
        """Lets what comes in wait."""
        self._under.pause_reading()

    def resume_reading(self) -> None:
        """Takes what comes in again."""
        self._under.resume_reading()

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """Hands the connection to another protocol."""
        self._under.set_protocol(protocol)
