"""What goes out together."""

import asyncio
from typing import Any

from mortise.edge.joining import MOST, JoiningTransport


class Sent(asyncio.Transport):
    """The end of a connection that keeps what is written, each writing for itself."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[bytes] = []
        self.ended = ""

    def write(self, data: Any) -> None:
        self.parts.append(bytes(data))

    def close(self) -> None:
        self.ended = "closed"

    def abort(self) -> None:
        self.ended = "aborted"

    def is_closing(self) -> bool:
        return bool(self.ended)


async def test_a_head_and_its_body_go_out_together() -> None:
    sent = Sent()
    transport = JoiningTransport(sent)

    transport.write(b"head")
    transport.write(b"body")

    assert sent.parts == [b"headbody"]


async def test_what_nothing_follows_goes_out_with_the_next_step() -> None:
    sent = Sent()
    transport = JoiningTransport(sent)

    transport.write(b"head")
    assert sent.parts == []
    await asyncio.sleep(0)

    assert sent.parts == [b"head"]
    transport.write(b"later")
    await asyncio.sleep(0)
    assert sent.parts == [b"head", b"later"]


async def test_much_waits_for_nothing() -> None:
    sent = Sent()
    transport = JoiningTransport(sent)
    much = b"x" * (MOST + 1)

    transport.write(much)
    transport.write(b"head")
    transport.write(much)

    assert sent.parts == [much, b"head" + much]


async def test_what_waits_goes_out_before_the_end_and_is_lost_with_a_cut() -> None:
    closed, cut = Sent(), Sent()
    for sent, end in ((closed, JoiningTransport.close), (cut, JoiningTransport.abort)):
        transport = JoiningTransport(sent)
        transport.write(b"last")
        end(transport)
        assert transport.is_closing()
        await asyncio.sleep(0)

    assert (closed.parts, closed.ended) == ([b"last"], "closed")
    assert (cut.parts, cut.ended) == ([], "aborted")
