"""What ends or narrows a stream, and what keeps streams from piling up."""

import asyncio
from typing import Any

import pytest

from mortise.api.events import Telling
from mortise.live.broadcaster import MOST_OF_PROOF
from mortise.live.stream import MOST_BYTES, Stream
from tests.mortise.live.conftest import Room, events_in

GONE = {
    "session": "DELETE FROM mortise.session WHERE person_id = $1",
    "idle session": "UPDATE mortise.session SET last_seen_at = now() - interval '13 hours' WHERE person_id = $1",
    "old session": "UPDATE mortise.session SET expires_at = now() WHERE person_id = $1",
    "person": "UPDATE mortise.person SET active = false WHERE id = $1",
}


@pytest.mark.parametrize("what", GONE)
async def test_a_stream_ends_with_its_proof_before_anything_more_is_told(room: Room, what: str) -> None:
    north, manager = await room.open("north", "manager")

    await room.sales.create("north", "deal", name="Bridge")
    await room.run(GONE[what], room.sales.people["north"])
    heard, other = await room.hear(north, manager)

    assert (heard, north.ended) == ([], "signed_out")
    assert (len(other), manager.ended) == (1, None)
    assert north not in room.live.streams


async def test_whoever_loses_a_role_hears_no_more_of_its_records(room: Room) -> None:
    north, manager = await room.open("north", "manager")

    await room.sales.create("north", "deal", name="Bridge")
    await room.run("DELETE FROM mortise.role_member WHERE person_id = $1", room.sales.people["north"])
    await room.run("UPDATE mortise.epoch SET rights = rights + 1")
    heard, other = await room.hear(north, manager)
    await room.sales.create("north", "deal", name="Tunnel")
    later = await room.hear(north)

    assert heard == [("reset", {})]
    assert [name for name, _ in other] == ["records"]
    assert later == [[]]


async def test_a_session_has_so_many_streams_and_the_oldest_gives_way(room: Room) -> None:
    streams = [room.join("north") for _ in range(MOST_OF_PROOF)]
    other = room.join("south")
    await room.live.look()

    newest = room.join("north")

    assert [stream.ended for stream in (*streams[:2], other, newest)] == ["replaced", None, None, None]
    assert len(room.live.streams) == MOST_OF_PROOF + 1


async def test_a_reader_who_takes_nothing_is_cut_off(room: Room) -> None:
    """The connection takes no more, as that of a reader who does not read: what waits beside it is bounded."""
    [stream] = await room.open("north")
    cut = asyncio.Event()
    stuck = asyncio.Event()

    async def send(_message: Any) -> None:
        stuck.set()
        await asyncio.Event().wait()

    async def receive() -> Any:
        await cut.wait()
        return {"type": "http.disconnect"}

    telling = asyncio.create_task(Telling(room.live, stream, send).until_gone(receive, cut.set))
    await stuck.wait()
    stream.push(b"x" * MOST_BYTES)
    await asyncio.sleep(0)
    assert not telling.done()
    stream.push(b"x")
    await telling

    assert cut.is_set()
    assert (stream.ended, stream.take()) == ("behind", b"")


async def test_a_stream_that_has_ended_takes_nothing_more(room: Room) -> None:
    stream: Stream = room.join("north")
    stream.end("closing")
    stream.push(b"x")

    await room.live.look()

    assert events_in(stream.take()) == []
    assert room.live.streams == ()
