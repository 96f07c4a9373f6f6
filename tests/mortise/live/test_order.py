"""Nothing is missed and nothing comes twice, in whatever order transactions end; and how one goes on after a pause."""

import random

import asyncpg
import pytest

from mortise.live.stream import Stream
from tests.mortise.live.conftest import Room, events_in, frames_in, told

NEWS = """
    INSERT INTO mortise.outbox (kind, payload, done_at)
    VALUES ('told', jsonb_build_object('people', jsonb_build_array($1::bigint), 'topic', 'notification',
            'data', jsonb_build_object('id', $2::bigint)), now())
"""
DEALS = """
    INSERT INTO app_sales.deal (id, name, owner, version, title)
    SELECT n, 'Deal', $1, 1, 'Deal' FROM generate_series(1, 400) n
"""
CHANGE = """
    INSERT INTO mortise.record_change (app_id, form, record_id, action, actor_id, version, told_in)
    SELECT id, 'deal', $2, 'update', $1, 1, pg_current_xact_id()::text::bigint FROM mortise.app WHERE key = 'sales'
"""


@pytest.mark.parametrize("event", [NEWS, CHANGE], ids=["news", "changes"])
async def test_no_event_is_missed_or_told_twice_however_transactions_overlap(room: Room, event: str) -> None:
    """Transactions begin, write and end in an order that is drawn; looks happen in between. Their rows are numbered in
    the order of writing, which is not the order in which they become visible."""
    chance = random.Random(20261122)
    (north,) = await room.open("north")
    person = room.sales.people["north"]
    await room.run(DEALS, person)
    connections = [await asyncpg.connect(room.sales.url) for _ in range(6)]
    under_way: dict[int, tuple[asyncpg.transaction.Transaction, list[int]]] = {}
    expected, heard, number = [], [], 0

    for _ in range(400):
        at = chance.randrange(len(connections))
        deed = chance.random()
        if at not in under_way:
            transaction = connections[at].transaction()
            await transaction.start()
            under_way[at] = transaction, []
        elif deed < 0.6:
            number += 1
            await connections[at].execute(event, person, number)
            under_way[at][1].append(number)
        else:
            transaction, written = under_way.pop(at)
            if deed < 0.9:
                await transaction.commit()
                expected += written
            else:
                await transaction.rollback()
        if chance.random() < 0.4:
            heard += await numbers(room, north)
            assert sorted(heard) == sorted(expected)

    for connection in connections:
        await connection.close()
    heard += await numbers(room, north)
    assert sorted(heard) == sorted(expected)
    assert heard != sorted(heard)
    assert len(expected) > 50


async def numbers(room: Room, stream: Stream) -> list[int]:
    [events] = await room.hear(stream)
    found = [data["id"] for name, data in events if name == "notification"]
    return found + [each["id"] for name, data in events if name == "records" for each in data["changes"]]


async def test_versions_of_a_record_never_go_back(room: Room) -> None:
    deal = await room.sales.create("north", "deal", name="Bridge")
    (north,) = await room.open("north")

    for probability in (1, 2):
        deal = await room.sales.patch("north", "deal", deal, probability=probability)
    twice = await room.hear(north)
    deal = await room.sales.patch("north", "deal", deal, probability=3)
    once = await room.hear(north)

    assert twice == [[told("deal", {"id": deal["id"], "action": "update", "version": 3})]]
    assert once == [[told("deal", {"id": deal["id"], "action": "update", "version": 4})]]


def last_id(content: bytes) -> str:
    return [number for _, _, number in frames_in(content) if number][-1]


async def test_who_comes_back_is_told_what_was_missed_also_by_another_process(room: Room) -> None:
    """Also when the stream began while somebody else's work was under way."""
    busy = await asyncpg.connect(room.sales.url)
    work = busy.transaction()
    await work.start()
    await busy.execute(NEWS, room.sales.people["north"], 1)
    await room.run(NEWS, room.sales.people["south"], 2)
    stream = room.join("north")
    await room.live.look()
    position = last_id(stream.take())
    await work.rollback()
    await busy.close()
    deal = await room.sales.create("north", "deal", name="Bridge")
    other = Room(room.sales)

    here, there = room.join("north", position), other.join("north", position)
    await room.live.look()
    await other.live.look()

    expected = [("begin", {}), told("deal", {"id": deal["id"], "action": "create", "version": 1})]
    assert events_in(here.take()) == expected
    assert events_in(there.take()) == expected


async def test_what_cannot_be_told_again_is_to_be_read_again(room: Room) -> None:
    first = room.join("north")
    await room.live.look()
    position = last_id(first.take())

    foreign, made_up = room.join("south", position), room.join("north", "AAAA")
    await room.live.look()

    assert events_in(foreign.take()) == [("begin", {}), ("reset", {})]
    assert events_in(made_up.take()) == [("begin", {}), ("reset", {})]
