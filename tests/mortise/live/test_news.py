"""Who is told of which change: what the lists show, and nothing else."""

from mortise.db.connections import counting
from mortise.db.transaction import Tx
from mortise.jobs.telling import tell
from mortise.records.dependents import COMPUTED, LOG
from mortise.records.removal import delete_record, restore_record
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


async def test_a_value_computed_from_what_one_may_not_see_moves_nothing(room: Room) -> None:
    """The seller sees the account, but neither the deal of another nor a field that is computed from it."""
    account = await room.sales.create("south", "account", name="Acme")
    await room.run("UPDATE app_sales.account SET department = $1", room.sales.departments["north"])
    north, manager = await room.open("north", "manager")

    await room.sales.run(lambda tx: noted(tx, room, account["id"], {"secret": "CANARY"}))
    hidden = await room.hear(north, manager)
    await room.sales.run(lambda tx: noted(tx, room, account["id"], {"industry": "steel"}))
    seen = await room.hear(north, manager)

    changed = told("account", {"id": account["id"], "action": "update"})
    assert hidden == [[], [changed]]
    assert seen == [[changed], [changed]]


async def noted(tx: Tx, room: Room, number: int, new: dict[str, object]) -> None:
    """What recomputation leaves in the log."""
    values = {
        "app_id": room.sales.app.id,
        "form": "account",
        "action": COMPUTED,
        "actor": None,
        "at": room.sales.now,
        "batch": None,
        "cause": None,
        "ids": [number],
        "olds": [dict.fromkeys(new)],
        "news": [new],
    }
    await tx.fetch(LOG, values)


async def test_a_deleted_record_comes_back_for_those_who_saw_it(room: Room) -> None:
    deal = await room.sales.create("north", "deal", name="Bridge")
    north, south = await room.open("north", "south")
    manager = room.sales.context("manager")

    await room.sales.run(lambda tx: delete_record(tx, manager, "deal", deal["id"], 1))
    gone = await room.hear(north, south)
    await room.sales.run(lambda tx: restore_record(tx, manager, "deal", deal["id"]))
    back = await room.hear(north, south)

    number = deal["id"]
    assert gone == [[told("deal", {"id": number, "action": "delete"})], []]
    assert back == [[told("deal", {"id": number, "action": "restore", "version": 3})], []]


async def test_more_records_than_are_named_are_many_and_never_for_who_sees_few(room: Room) -> None:
    north, manager = await room.open("north", "manager")
    people = room.sales.people

    await room.run(MANY, room.sales.app.id, people["south"], people["north"])
    few, many = await room.hear(north, manager)

    [(name, news)] = few
    assert (name, len(news["changes"])) == ("records", 2)
    assert many == [("records", {"app": "sales", "form": "deal", "many": True})]


MANY = """
    WITH made AS (
        INSERT INTO app_sales.deal (name, owner, version, title)
        SELECT 'Deal', CASE WHEN n <= 2 THEN $3::bigint ELSE $2::bigint END, 1, 'Deal' FROM generate_series(1, 150) n
        RETURNING id
    )
    INSERT INTO mortise.record_change (app_id, form, record_id, action, version, told_in)
    SELECT $1, 'deal', id, 'create', 1, pg_current_xact_id()::text::bigint FROM made
"""


async def test_another_version_is_told_to_who_has_a_role_in_the_application(room: Room) -> None:
    await room.run("DELETE FROM mortise.role_member WHERE person_id = $1", room.sales.people["south"])
    await room.run("UPDATE mortise.epoch SET rights = rights + 1")
    north, south = await room.open("north", "south")

    await room.run(
        "INSERT INTO mortise.app_version (app_id, version, definition)"
        " SELECT app_id, 2, definition FROM mortise.app_version"
    )
    await room.run("UPDATE mortise.app SET published_version = 2")

    assert await room.hear(north, south) == [[("app", {"app": "sales", "version": 2})], []]


async def test_people_with_the_same_rights_are_asked_about_in_one_statement(room: Room) -> None:
    counts = []
    for logins in (["north"], ["north"], ["north", "south"]):
        streams = await room.open(*logins)
        deal = await room.sales.create("north", "deal", name="Bridge")
        with counting() as count_of:
            first, *others = await room.hear(*streams)
        counts.append(count_of.statements)
        assert first == [told("deal", {"id": deal["id"], "action": "create", "version": 1})]
        assert others in ([], [[]])

    assert counts[1] == counts[2]
