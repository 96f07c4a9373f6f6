"""Lists and pickers find titles by pinyin, and only those titles that their reader may read."""

from copy import deepcopy

import pytest

from mortise.db.database import Database
from tests.mortise.records.conftest import Sales, set_up
from tests.mortise.records.sales import SALES


async def fill(sales: Sales) -> None:
    await sales.create("north", "account", name="浙江精密机械")
    await sales.create("north", "account", name="重庆长安")
    await sales.create("south", "account", name="浙江美达")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zhejiang", {"浙江精密机械", "浙江美达"}),
        ("zjm", {"浙江美达"}),
        ("chongqing", {"重庆长安"}),
        ("浙江精", {"浙江精密机械"}),
        ("zx", set()),
    ],
)
async def test_titles_are_found_by_pinyin(sales: Sales, typed: str, found: set[str]) -> None:
    await fill(sales)

    page = await sales.page("manager", "account", search=typed, count=True)

    assert {item["title"] for item in page["items"]} == found
    assert page["total"] == len(found)


async def test_pinyin_finds_no_record_that_is_not_seen(sales: Sales) -> None:
    await fill(sales)

    assert await sales.titles("north", "account", search="zhejiang") == ["浙江精密机械"]


async def test_pinyin_tells_nothing_of_a_title_that_is_hidden(database: Database, database_url: str) -> None:
    document = deepcopy(SALES)
    grants = document["roles"][0]["grants"]  # type: ignore[index]  # a list of roles
    grants[0]["fields"] = {"name": "hidden"}
    sales = await set_up(database, database_url, document)
    await sales.create("manager", "account", name="浙江美达")
    number = (await sales.page("manager", "account"))["items"][0]["id"]
    await sales.fetch(
        "UPDATE app_sales.account SET owner = $1, department = $2 WHERE id = $3",
        sales.people["north"],
        sales.departments["north"],
        number,
    )

    assert len((await sales.page("north", "account"))["items"]) == 1
    assert (await sales.page("north", "account", search="zjmd"))["items"] == []
    assert len((await sales.page("manager", "account", search="zjmd"))["items"]) == 1
