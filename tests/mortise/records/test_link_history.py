"""A record's history tells which records began and ended to link to it, to whom may see those records."""

from typing import Any

from mortise.records.history import history
from tests.mortise.records.conftest import SEAL, Sales
from tests.mortise.records.test_bulk import bulk, ids
from tests.mortise.records.test_history import entries


async def links(sales: Sales, login: str, number: Any) -> list[tuple[object, ...]]:
    """What links the history of an account tells, newest first."""
    async with sales.database.read() as reader:
        page: Any = await history(reader, sales.context(login), "account", number, None, SEAL)
    return [
        (each["action"], each["link"]["form"], each["link"]["field"], each["link"]["record"]["title"])
        for each in page["items"]
        if each["link"] is not None
    ]


async def test_a_link_is_told_when_it_begins_and_when_it_ends(sales: Sales) -> None:
    one = await sales.create("north", "account", name="One")
    other = await sales.create("north", "account", name="Other")
    deal = await sales.create("north", "deal", name="Bridge", account=one["id"])
    deal = await sales.patch("north", "deal", deal, probability=10)
    deal = await sales.patch("north", "deal", deal, account=other["id"])

    assert await links(sales, "north", one["id"]) == [
        ("unlink", "deal", "account", "Bridge"),
        ("link", "deal", "account", "Bridge"),
    ]
    assert await links(sales, "north", other["id"]) == [("link", "deal", "account", "Bridge")]
    await sales.patch("north", "deal", deal, account=None)
    assert (await links(sales, "north", other["id"]))[0][0] == "unlink"
    assert [each["link"] for each in await entries(sales, "north", deal["id"])] == [None] * 4
    ended = await sales.fetch("SELECT unlinked FROM mortise.record_change WHERE form = 'deal' ORDER BY id")
    links_to = [f'{{"account": {each["id"]}}}' for each in (one, other)]
    assert [row["unlinked"] for row in ended] == [None, None, *links_to]


async def test_a_link_that_many_records_end_at_once_is_told(sales: Sales) -> None:
    one = await sales.create("manager", "account", name="One")
    deals = [await sales.create("manager", "deal", name=name, account=one["id"]) for name in ("A", "B")]

    await bulk(sales, "manager", "deal", ids=ids(deals), values={"account": None, "probability": 10})

    assert sorted(await links(sales, "manager", one["id"])) == [
        (action, "deal", "account", name) for action in ("link", "unlink") for name in ("A", "B")
    ]


async def test_who_may_not_see_a_record_is_not_told_that_it_links(sales: Sales) -> None:
    account = await sales.create("manager", "account", name="Shared")
    hidden = await sales.create("manager", "deal", name="CANARY", account=account["id"])
    own = await sales.create("north", "deal", name="Own")
    await sales.fetch(f"UPDATE app_sales.account SET department = {sales.departments['north']}")
    await sales.patch("north", "deal", own, account=account["id"])

    assert await links(sales, "north", account["id"]) == [("link", "deal", "account", "Own")]
    assert len(await links(sales, "manager", account["id"])) == 2
    await sales.patch("manager", "deal", hidden, account=None)
    assert "CANARY" not in repr(await links(sales, "north", account["id"]))


async def test_a_page_holds_own_changes_and_links_in_one_order(sales: Sales) -> None:
    account = await sales.create("manager", "account", name="Busy")
    for number in range(30):
        await sales.create("manager", "deal", name=f"Deal {number}", account=account["id"])
        account = await sales.patch("manager", "account", account, industry=f"steel {number}")

    async with sales.database.read() as reader:
        first: Any = await history(reader, sales.context("manager"), "account", account["id"], None, SEAL)
        rest: Any = await history(
            reader, sales.context("manager"), "account", account["id"], first["next"], SEAL
        )

    every = [*first["items"], *rest["items"]]
    assert (len(first["items"]), rest["next"]) == (50, None)
    assert sum(each["link"] is not None for each in every) == 30
    numbers = [each["id"] for each in every]
    assert numbers == sorted(set(numbers), reverse=True)
