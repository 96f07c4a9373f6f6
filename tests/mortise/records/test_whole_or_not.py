"""A save is there with everything that belongs to it or not at all, and computed values end right whatever happens."""

import random
from collections.abc import Awaitable, Callable
from typing import Any

from mortise.db.failpoints import STATEMENT, FailpointError, failing
from mortise.records.removal import delete_record, restore_record
from tests.mortise.records.conftest import Sales
from tests.mortise.records.test_computed import wrong

STATE = """
    SELECT (SELECT jsonb_agg(to_jsonb(t) ORDER BY id) FROM app_sales.deal t) AS deals,
           (SELECT jsonb_agg(to_jsonb(t) ORDER BY id) FROM app_sales.deal__lines t) AS lines,
           (SELECT jsonb_agg(to_jsonb(t) ORDER BY id) FROM app_sales.account t) AS accounts,
           (SELECT jsonb_agg(to_jsonb(t) ORDER BY id) FROM mortise.record_change t) AS log,
           (SELECT jsonb_agg(to_jsonb(t) ORDER BY id) FROM mortise.outbox t) AS events,
           (SELECT jsonb_agg(to_jsonb(t)) FROM mortise.counter t) AS counters
"""


async def dies_everywhere(sales: Sales, work: Callable[[], Awaitable[object]]) -> int:
    """Lets the work die before each of its statements, and sees that nothing of it is left; how many there are."""
    before = await sales.fetch(STATE)
    for passage in range(1, 100):
        try:
            with failing(STATEMENT, passage):
                await work()
        except FailpointError:
            assert await sales.fetch(STATE) == before
            continue
        return passage - 1
    raise AssertionError("the work has no end")


async def test_a_save_that_dies_before_any_statement_leaves_nothing(sales: Sales) -> None:
    account = await sales.create("manager", "account", name="One")
    lines = [{"quantity": 2, "price": "10"}]

    async def create() -> object:
        return await sales.create(
            "manager", "deal", name="D", stage="won", account=account["id"], lines=lines
        )

    statements = await dies_everywhere(sales, create)
    deal = (await sales.page("manager", "deal", fields=("lines",)))["items"][0]

    async def patch() -> object:
        return await sales.patch("manager", "deal", deal, lines=[{"quantity": 1, "price": "1"}], account=None)

    assert statements > 4
    assert await dies_everywhere(sales, patch) > 4
    assert await wrong(sales) == []


async def test_computed_values_are_right_after_any_history(sales: Sales) -> None:
    dice = random.Random(7)
    accounts = [(await sales.create("manager", "account", name=f"A{number}"))["id"] for number in range(3)]
    deals: dict[int, dict[str, Any]] = {}
    bin_: set[int] = set()
    context = sales.context("manager")

    def lines() -> list[dict[str, object]]:
        return [
            {"quantity": dice.randint(1, 5), "price": str(dice.randint(1, 9))}
            for _ in range(dice.randint(0, 3))
        ]

    for turn in range(80):
        deed = dice.choice(["create", "move", "lines", "stage", "delete", "restore", "industry"])
        number = dice.choice(sorted(deals)) if deals else None
        if deed == "create" or number is None:
            deal = await sales.create(
                "manager", "deal", name=f"D{turn}", account=dice.choice([None, *accounts]), lines=lines()
            )
            deals[deal["id"]] = deal
        elif deed == "restore" and bin_:
            chosen = bin_.pop()
            await sales.run(lambda tx, chosen=chosen: restore_record(tx, context, "deal", chosen))  # type: ignore[misc]  # bound now
            deals[chosen] = await sales.get("manager", "deal", chosen)
        elif deed == "delete":
            await sales.run(lambda tx, number=number: delete_record(tx, context, "deal", number))  # type: ignore[misc]  # bound now
            bin_.add(number)
            del deals[number]
        elif deed == "industry":
            account = await sales.get("manager", "account", dice.choice(accounts))
            await sales.patch("manager", "account", account, industry=f"i{turn}")
        else:
            given: dict[str, object] = {
                "move": {"account": dice.choice([None, *accounts])},
                "lines": {"lines": lines()},
                "stage": {"stage": dice.choice(["open", "won", "lost"])},
            }.get(deed, {"probability": turn})
            deals[number] = await sales.patch("manager", "deal", deals[number], **given)

    assert len(deals) + len(bin_) > 5
    assert await wrong(sales) == []
