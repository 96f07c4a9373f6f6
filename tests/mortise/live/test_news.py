"""Who is told of which change: what the lists show, and nothing else."""

from mortise.db.connections import counting
from mortise.jobs.telling import tell
from tests.mortise.live.conftest import Room, told


async def test_a_change_is_told_to_who_sees_the_record_and_to_nobody_else(room: Room) -> None:
    north, south, manager = await room.open("north", "south", "manager")

    deal = await room.sales.create("north", "deal", name="Bridge")
    made = await room.hear(north, south, manager)
    await room.sales.patch("north", "deal", deal, probability=5)
    changed = await room.hear(north, south, manager)

    created = told("deal", {"id": deal["id"], "action": "create", "version": 1})
    updated = told("deal", {"id": deal["id"], "action": "update", "version": 2})
    assert made == [[created], [], [created]]
    assert changed == [[updated], [], [updated]]


async def test_a_record_that_leaves_the_lists_is_told_like_one_that_is_deleted(room: Room) -> None:
    deal = await room.sales.create("manager", "deal", name="Bridge")
    north, south, manager = await room.open("north", "south", "manager")
    people = room.sales.people

    given = await room.sales.patch("manager", "deal", deal, owner=people["north"])
    first = await room.hear(north, south, manager)
    given = await room.sales.patch("manager", "deal", given, owner=people["south"])
    second = await room.hear(north, south, manager)

    number = deal["id"]
    assert first == [
        [told("deal", {"id": number, "action": "update", "version": 2})],
        [],
        [told("deal", {"id": number, "action": "update", "version": 2})],
    ]
    assert second == [
        [told("deal", {"id": number, "action": "delete"})],
        [told("deal", {"id": number, "action": "update", "version": 3})],
        [told("deal", {"id": number, "action": "update", "version": 3})],
    ]


async def test_nothing_is_told_to_who_asks_for_nothing_new(room: Room) -> None:
    north, south = await room.open("north", "south")

    assert await room.hear(north, south) == [[], []]


async def test_news_for_people_reaches_them_alone(room: Room) -> None:
    north, south = await room.open("north", "south")

    await room.sales.run(lambda tx: tell(tx, [room.sales.people["north"]], "notification", {"id": 7}))

    assert await room.hear(north, south) == [[("notification", {"id": 7})], []]


async def test_idle_streams_cost_one_statement_a_look_however_many_they_are(room: Room) -> None:
    for count in (1, 8):
        await room.open(*["north"] * count)
        with counting() as count_of:
            await room.live.look()
        assert (count_of.statements, count_of.transactions) == (1, 0)
