"""What people are told: of whom, of what, how often, and never of what is not theirs to see."""

import random
from contextlib import suppress
from functools import partial
from typing import Any

from mortise.discussions.comments import edit_comment, remove_comment
from mortise.discussions.followers import follow
from mortise.errors import Invalid
from mortise.notify.marking import read_all, read_record, read_some
from mortise.records.bulk.carrying_out import change_many
from mortise.records.bulk.request import read_bulk
from mortise.records.removal import delete_record, restore_record
from mortise.records.transfer import transfer_record
from tests.mortise.discussions.conftest import Talk


async def following(talk: Talk, login: str, form: str, number: int, *, follows: bool = True) -> None:
    context = await talk.context(login)
    await talk.sales.run(lambda tx: follow(tx, context, form, number, follows=follows))


def fields(item: dict[str, Any]) -> list[str]:
    return [field["key"] for field in item["fields"]]


async def test_a_mention_is_told_once_and_as_a_mention(talk: Talk) -> None:
    deal = await talk.sales.create("north", "deal", name="Bridge")
    said = await talk.say("manager", "deal", deal, "see ", talk.sales.people["north"])
    await talk.tell()

    (item,) = await talk.told("north")

    assert (item["kind"], item["record"], item["comment"]["id"]) == (
        "mention",
        {"id": deal["id"], "title": "Bridge"},
        said["id"],
    )
    assert item["actors"] == [talk.sales.people["manager"]]
    assert await talk.told("manager") == []


async def test_an_edit_tells_only_those_who_are_new_in_it(talk: Talk) -> None:
    account = await talk.sales.create("north", "account", name="One")
    said = await talk.say("manager", "account", account, "see ", talk.sales.people["north"])
    await talk.tell()
    context = await talk.context("north")
    await talk.sales.run(lambda tx: read_all(tx, context.principal.person, 10**9))
    manager = await talk.context("manager")
    body = [{"person": talk.sales.people["north"]}, {"text": " again"}]

    await talk.sales.run(
        lambda tx: edit_comment(
            tx, manager, talk.principals, "account", account["id"], said["id"], {"body": body}
        )
    )
    await talk.tell()

    assert await talk.told("north") == []


async def test_a_comment_that_was_taken_away_is_not_told_of(talk: Talk) -> None:
    deal = await talk.sales.create("north", "deal", name="Bridge")
    said = await talk.say("manager", "deal", deal, "CANARY")
    await talk.tell()
    assert await talk.kinds("north") == ["comment"]
    manager = await talk.context("manager")

    await talk.sales.run(lambda tx: remove_comment(tx, manager, "deal", deal["id"], said["id"]))

    assert await talk.told("north") == []


async def test_a_burst_of_changes_is_told_once_with_everything_that_changed(talk: Talk) -> None:
    deal = await talk.sales.create("north", "deal", name="Bridge")
    for values in ({"probability": 10}, {"hot": True, "closes_on": "2026-12-01"}, {"probability": 20}):
        deal = await talk.sales.patch("manager", "deal", deal, **values)
        await talk.tell()

    (item,) = await talk.told("north")
    assert (item["kind"], sorted(fields(item))) == ("change", ["closes_on", "hot", "probability"])
    assert await talk.told("manager") == []

    me = talk.sales.people["north"]
    assert await talk.sales.run(lambda tx: read_some(tx, me, [item["id"]])) == 1
    await talk.sales.patch("manager", "deal", deal, name="Tower")
    await talk.tell()
    (later,) = await talk.told("north")
    assert fields(later) == ["name"]


async def test_nobody_is_told_of_their_own_changes_or_of_fields_they_may_not_read(talk: Talk) -> None:
    deal = await talk.sales.create("north", "deal", name="Bridge")
    deal = await talk.sales.patch("north", "deal", deal, probability=10)
    deal = await talk.sales.patch("manager", "deal", deal, margin_note="CANARY")
    await talk.tell()

    assert await talk.told("north") == []

    await talk.sales.patch("manager", "deal", deal, margin_note="other", name="Tower")
    await talk.tell()
    (item,) = await talk.told("north")
    assert fields(item) == ["name"]


async def test_who_lost_sight_of_a_record_sees_nothing_of_it_any_more(talk: Talk) -> None:
    deal = await talk.sales.create("north", "deal", name="CANARY")
    await talk.say("manager", "deal", deal, "see ", talk.sales.people["north"])
    await talk.sales.patch("manager", "deal", deal, probability=10)
    await talk.tell()
    assert await talk.kinds("north") == ["change", "mention"]

    await talk.sales.fetch("UPDATE app_sales.deal SET owner = $1", talk.sales.people["south"])

    assert await talk.told("north", unread=False) == []
    assert "CANARY" not in repr(await talk.told("north", unread=False))


async def test_a_new_owner_is_told_so_and_the_former_one_too_while_the_record_is_theirs_to_see(
    talk: Talk,
) -> None:
    deal = await talk.sales.create("north", "deal", name="Bridge")
    context = await talk.context("manager")
    given = {"version": deal["version"], "owner": talk.sales.people["south"], "reason": None}

    await talk.sales.run(lambda tx: transfer_record(tx, context, "deal", deal["id"], given))
    await talk.tell()

    assert await talk.kinds("south") == ["assignment"]
    assert await talk.told("north") == []  # it is not theirs to see any more
    told = await talk.sales.fetch(
        "SELECT kind FROM mortise.notification WHERE person_id = $1", talk.sales.people["north"]
    )
    assert [row["kind"] for row in told] == ["change"]


async def test_a_deletion_is_told_as_long_as_it_stands(talk: Talk) -> None:
    deal = await talk.sales.create("north", "deal", name="Bridge")
    manager = await talk.context("manager")
    await talk.sales.run(lambda tx: delete_record(tx, manager, "deal", deal["id"]))
    await talk.tell()
    assert await talk.kinds("north") == ["deletion"]

    await talk.sales.run(lambda tx: restore_record(tx, manager, "deal", deal["id"]))
    await talk.tell()

    assert await talk.told("north") == []


async def test_who_left_a_record_is_told_nothing_but_mentions(talk: Talk) -> None:
    deal = await talk.sales.create("north", "deal", name="Bridge")
    await following(talk, "north", "deal", deal["id"], follows=False)
    deal = await talk.sales.patch("manager", "deal", deal, probability=10)
    await talk.say("manager", "deal", deal, "anyone?")
    await talk.say("manager", "deal", deal, "you? ", talk.sales.people["north"])
    await talk.tell()

    assert await talk.kinds("north") == ["mention"]


async def test_what_is_computed_elsewhere_tells_nobody(talk: Talk) -> None:
    account = await talk.sales.create("north", "account", name="One")
    await talk.sales.create("manager", "deal", name="Bridge", account=account["id"], stage="won")
    await talk.tell()

    assert await talk.told("north") == []


async def test_many_records_are_told_as_one(talk: Talk) -> None:
    deals = [await talk.sales.create("north", "deal", name=f"Deal {n}") for n in range(12)]
    manager = await talk.context("manager")
    for values in ({"probability": 10}, {"hot": False}):
        asked = read_bulk({"ids": [deal["id"] for deal in deals], "values": values})
        await talk.sales.run(partial(change_many, context=manager, form="deal", request=asked))
        await talk.tell()

    (item,) = await talk.told("north")
    assert (item["kind"], item["record"], item["count"]) == ("change", None, 12)
    assert sorted(fields(item)) == ["hot", "probability"]

    await talk.sales.fetch("UPDATE app_sales.deal SET owner = $1 WHERE id > 4", talk.sales.people["south"])
    (fewer,) = await talk.told("north")
    assert fewer["count"] == 4


async def test_reading_is_ones_own_and_about_what_was_seen(talk: Talk) -> None:
    one = await talk.sales.create("north", "deal", name="One")
    two = await talk.sales.create("north", "deal", name="Two")
    for deal in (one, two):
        await talk.say("manager", "deal", deal, "hello")
        await talk.tell()
    newest, oldest = await talk.told("north")
    north, south = talk.sales.people["north"], talk.sales.people["south"]
    ids = [newest["id"], oldest["id"]]

    assert await talk.sales.run(lambda tx: read_some(tx, south, ids)) == 0
    assert await talk.sales.run(lambda tx: read_all(tx, north, min(ids))) == 1
    assert await talk.sales.run(lambda tx: read_record(tx, north, "sales", "deal", two["id"])) == 1
    assert await talk.told("north") == []
    assert len(await talk.told("north", unread=False)) == 2


async def test_told_is_who_follows_did_not_do_it_and_may_see_it(talk: Talk) -> None:
    """Random following, leaving, commenting and changing; a plain account says what each should be told."""
    chance = random.Random(20261122)
    logins = ["north", "south", "manager"]
    people = talk.sales.people
    accounts = [
        await talk.sales.create(chance.choice(logins[:2]), "account", name=f"Account {n}") for n in range(6)
    ]
    owners = {each["id"]: each["owner"] for each in accounts}
    makers, explicit = dict(owners), dict[tuple[int, str], bool]()
    expected: set[tuple[str, int, str]] = set()
    await talk.tell()

    def sees(login: str, number: int) -> bool:
        return login == "manager" or owners[number] == people[login]

    def tell(kind: str, number: int, actor: str) -> None:
        for login in logins:
            stands = explicit.get((number, login))
            own = people[login] in {owners[number], makers[number]}
            if login != actor and (own if stands is None else stands):
                expected.add((login, number, kind))

    for step in range(60):
        place = chance.randrange(len(accounts))
        number, login = accounts[place]["id"], chance.choice(logins)
        deed = chance.choice(["follow", "leave", "comment", "change"])
        if not sees(login, number):
            continue
        if deed in {"follow", "leave"}:
            await following(talk, login, "account", number, follows=deed == "follow")
            explicit[number, login] = deed == "follow"
        elif deed == "comment":
            await talk.say(login, "account", accounts[place], f"{step}")
            explicit.setdefault((number, login), True)
            tell("comment", number, login)
        else:
            change = {"industry": f"{step}"}
            accounts[place] = await talk.sales.patch(login, "account", accounts[place], **change)
            tell("change", number, login)
        await talk.tell()

    for login in logins:
        told = {(login, item["record"]["id"], item["kind"]) for item in await talk.told(login)}
        assert told == {each for each in expected if each[0] == login and sees(login, each[1])}
    assert len(expected) > 6


async def test_a_refused_mention_leaves_nothing_behind(talk: Talk) -> None:
    deal = await talk.sales.create("north", "deal", name="Bridge")
    with suppress(Invalid):
        await talk.say("north", "deal", deal, talk.sales.people["south"])

    assert await talk.sales.fetch("SELECT 1 FROM mortise.comment") == []
    assert await talk.sales.fetch("SELECT 1 FROM mortise.follower") == []
