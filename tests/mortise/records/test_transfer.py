"""A record is handed over to another owner, by whom that is granted."""

from typing import Any

import pytest

from mortise.errors import Invalid, Stale
from mortise.records.history import history
from mortise.records.transfer import transfer_record
from tests.mortise.records.conftest import SEAL, Sales


async def transfer(sales: Sales, login: str, number: int, **given: object) -> Any:
    return await sales.run(lambda tx: transfer_record(tx, sales.context(login), "deal", number, given))


async def test_a_transfer_stands_in_the_history_with_its_reason(sales: Sales) -> None:
    account = await sales.create("manager", "account", name="One")
    deal = await sales.create("manager", "deal", name="Bridge", account=account["id"])

    moved = await transfer(
        sales, "manager", deal["id"], version=1, owner=sales.people["south"], reason=" On leave. "
    )

    assert (moved["owner"], moved["department"]) == (sales.people["south"], sales.departments["south"])
    async with sales.database.read() as reader:
        page: Any = await history(reader, sales.context("manager"), "deal", deal["id"], None, SEAL)
    newest = page["items"][0]
    assert newest["cause"] == {"note": "On leave."}
    assert [change["field"] for change in newest["changes"]] == ["owner", "department"]
    notes = await sales.fetch("SELECT 1 FROM mortise.record_change WHERE form <> 'deal' AND cause ? 'note'")
    assert notes == []


async def test_a_transfer_without_a_reason_tells_none(sales: Sales) -> None:
    deal = await sales.create("manager", "deal", name="Bridge")

    await transfer(sales, "manager", deal["id"], version=1, owner=sales.people["south"], reason="  ")

    [[cause]] = await sales.fetch("SELECT cause FROM mortise.record_change WHERE action = 'update'")
    assert cause is None


async def test_who_may_not_transfer_is_told_so(sales: Sales) -> None:
    deal = await sales.create("north", "deal", name="Bridge")

    with pytest.raises(Invalid) as refused:
        await transfer(sales, "north", deal["id"], version=1, owner=sales.people["south"])

    assert [issue.code for issue in refused.value.issues] == ["not_transferable"]


async def test_a_stale_transfer_changes_nothing(sales: Sales) -> None:
    deal = await sales.create("manager", "deal", name="Bridge")
    await sales.patch("manager", "deal", deal, probability=5)

    with pytest.raises(Stale):
        await transfer(sales, "manager", deal["id"], version=1, owner=sales.people["south"])


@pytest.mark.parametrize(
    ("given", "pointers"),
    [
        ({}, ["/version", "/owner"]),
        ({"version": 1, "owner": "2"}, ["/owner"]),
        ({"version": 1, "owner": 10**9}, ["/owner"]),
        ({"version": 1, "owner": 1, "reason": 5}, ["/reason"]),
        ({"version": 1, "owner": 1, "reason": "x" * 501}, ["/reason"]),
        ({"version": 1, "owner": 1, "reason": "a\0b"}, ["/reason"]),
        ({"version": 1, "owner": 1, "stage": "won"}, ["/stage"]),
    ],
)
async def test_everything_that_is_wrong_is_told_at_once(
    sales: Sales, given: dict[str, object], pointers: list[str]
) -> None:
    deal = await sales.create("manager", "deal", name="Bridge")

    with pytest.raises(Invalid) as refused:
        await transfer(sales, "manager", deal["id"], **given)

    assert [issue.pointer for issue in refused.value.issues] == pointers
