"""Searches are served by an index that proposes records, and answer the same with it and without it."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from mortise.db.connections import StatementCount, counting
from mortise.db.database import Database
from mortise.definitions.published import compile_app
from mortise.records import candidates, global_search, searching
from mortise.records.bulk.carrying_out import change_many
from mortise.records.bulk.request import read_bulk
from mortise.records.global_search import Hits, search_app
from mortise.records.group_request import GroupRequest, Level
from mortise.records.grouping import group_records
from mortise.records.request import ListRequest
from tests.mortise.records.conftest import Sales, set_up
from tests.mortise.records.sales import SALES

NAMES = ("重庆长安", "重庆力帆", "浙江精密机械", "ABC Gears 38")


async def fill(sales: Sales) -> None:
    for name in NAMES:
        await sales.create("north", "account", name=name, industry=f"制造 {name[-2:]}")
    await sales.create("south", "account", name="重庆嘉陵", industry="摩托")


async def drop_index(sales: Sales, form: str) -> None:
    name = sales.app.schema.forms[form].search.index.name
    await sales.fetch(f'DROP INDEX app_sales."{name}"')


async def everything(sales: Sales, login: str, needle: str, limit: int = 5) -> list[Hits]:
    async with sales.database.read() as reader:
        return await search_app(reader, sales.context(login), needle, limit, 10)


def titles(found: list[Hits]) -> dict[str, list[str]]:
    return {
        hits.door.form.key: ["".join(part.text for part in hit.title) for hit in hits.records]
        for hits in found
    }


@contextmanager
def few(
    monkeypatch: pytest.MonkeyPatch, proposed: int, window: int, some: int | None = None
) -> Iterator[None]:
    """Lets few records be many: so many proposals are put in order or named, so many records of the order are looked
    at first."""
    with monkeypatch.context() as patched:
        patched.setattr(candidates, "FEW", proposed)
        patched.setattr(candidates, "SOME", proposed if some is None else some)
        patched.setattr(global_search, "NAMED", proposed)
        patched.setattr(searching, "GLANCE", 1)
        patched.setattr(searching, "WINDOW", window)
        yield


NEEDLES = (
    "重庆",
    "庆",
    "gears",
    "ＡＢＣ",
    "38",
    "8",
    "g",
    "cqca",
    "zhej",
    "制造 长安",
    "重庆 长安",
    "无",
    "'\\ & | !",
)


async def test_every_way_of_looking_finds_the_same(sales: Sales, monkeypatch: pytest.MonkeyPatch) -> None:
    await fill(sales)
    asked = [(login, needle) for login in ("manager", "north") for needle in NEEDLES]

    async def answers(**more: Any) -> list[tuple[object, ...]]:
        found: list[tuple[object, ...]] = []
        for login, needle in asked:
            given = {"search": needle, "sort": (("title", False),), "count": True, "limit": 2} | more
            first = await sales.page(login, "account", **given)
            second = (
                await sales.page(login, "account", **given, cursor=first["next"]) if first["next"] else {}
            )
            items = [*first["items"], *second.get("items", [])]
            alone = await sales.page(login, "account", **(given | {"limit": 0}))
            assert alone["total"] == first["total"]
            found.append((login, needle, [item["title"] for item in items], first["total"]))
        return found

    by_index = await answers()
    ways = []
    for proposed, window, some in ((0, 100, 0), (0, 1, 0), (1, 2, 1), (0, 2, 10)):
        with few(monkeypatch, proposed, window, some):
            # Statements are kept by the rights that shaped them, so each way has an application of its own.
            fresh = compile_app(sales.app.id, 1, sales.app.definition.model_dump(by_alias=True, mode="json"))
            sales = replace(sales, app=fresh)
            ways.append(await answers())
    await drop_index(sales, "account")
    fresh = compile_app(sales.app.id, 1, sales.app.definition.model_dump(by_alias=True, mode="json"))
    sales = replace(sales, app=fresh)
    without = await answers()

    assert [way == without for way in ways] == [True] * 4
    assert by_index == without
    assert dict(zip(asked, by_index, strict=True))["north", "重庆"][2] == ["重庆力帆", "重庆长安"]
    assert sum(bool(found[2]) for found in by_index) >= 14


async def test_the_index_follows_every_change(sales: Sales) -> None:
    made = await sales.create("north", "account", name="浙江精密", industry="机床")
    await sales.patch("north", "account", made, name="重庆长安")
    request = read_bulk({"action": "edit", "filter": None, "search": "长安", "values": {"industry": "汽车"}})
    async with sales.database.transaction() as tx:
        await change_many(tx, sales.context("manager"), "account", request)

    assert await sales.titles("manager", "account", search="浙江") == []
    assert await sales.titles("manager", "account", search="机床") == []
    assert await sales.titles("manager", "account", search="汽车") == ["重庆长安"]
    assert await sales.titles("manager", "account", search="cqca") == ["重庆长安"]
    assert await sales.titles("manager", "account", search="长安 (0)") == ["重庆长安"]


async def test_a_search_costs_the_same_few_statements(sales: Sales) -> None:
    await fill(sales)
    await everything(sales, "manager", "重庆")
    await sales.page("manager", "account", search="长安")

    async def counted(login: str, needle: str) -> tuple[StatementCount, StatementCount]:
        with counting() as of_list:
            await sales.page(login, "account", search=needle)
        with counting() as of_all:
            await everything(sales, login, needle)
        return of_list, of_all

    for needle, lists, forms in (("重庆", 2, 3), ("制造", 2, 3), ("鑛鑞", 2, 2)):
        of_list, of_all = await counted("manager", needle)
        assert (of_list.statements, of_all.statements) == (lists, forms), needle


async def test_everything_is_searched_by_form(sales: Sales) -> None:
    await fill(sales)
    await sales.create(
        "manager", "deal", name="长安 生产线", notes="客户在重庆，\n下周拜访", closes_on="2026-12-01"
    )

    found = await everything(sales, "manager", "重庆", limit=2)

    assert titles(found) == {"account": ["重庆嘉陵", "重庆力帆"], "deal": ["长安 生产线"]}
    assert [hits.has_more for hits in found] == [True, False]
    assert [(part.text, part.is_hit) for part in found[0].records[0].title] == [
        ("重庆", True),
        ("嘉陵", False),
    ]
    match = found[1].records[0].match
    assert match is not None
    assert match.field == "notes"
    assert "".join(part.text for part in match.excerpt) == "客户在重庆， 下周拜访"


async def test_everything_is_found_by_pinyin_and_by_frequent_letters(
    sales: Sales, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(sales)

    assert titles(await everything(sales, "manager", "zjjm")) == {"account": ["浙江精密机械"]}
    assert titles(await everything(sales, "manager", "j")) == {"account": ["重庆嘉陵", "浙江精密机械"]}
    with few(monkeypatch, 1, 2):
        assert titles(await everything(sales, "manager", "庆", limit=1)) == {"account": ["重庆嘉陵"]}
    await drop_index(sales, "account")
    assert titles(await everything(sales, "manager", "嘉陵")) == {"account": ["重庆嘉陵"]}


async def test_everything_shows_nobody_what_is_not_theirs(database: Database, database_url: str) -> None:
    document = deepcopy(SALES)
    grants = document["roles"][0]["grants"]  # type: ignore[index]  # a list of roles
    grants[0]["fields"] = {"industry": "hidden", "secret": "hidden"}
    sales = await set_up(database, database_url, document)
    await sales.create("manager", "account", name="重庆嘉陵", industry="摩托")
    owner = (sales.people["south"], sales.departments["south"])
    await sales.fetch("UPDATE app_sales.account SET owner = $1, department = $2", *owner)

    assert titles(await everything(sales, "north", "嘉陵")) == {}
    assert titles(await everything(sales, "south", "嘉陵")) == {"account": ["重庆嘉陵"]}
    assert titles(await everything(sales, "south", "摩托")) == {}
    assert titles(await everything(sales, "manager", "摩托")) == {"account": ["重庆嘉陵"]}


async def test_the_lanes_of_a_board_count_what_a_search_finds(sales: Sales) -> None:
    for name in ("重庆一号", "重庆二号", "成都"):
        await sales.create("north", "deal", name=name, closes_on="2026-12-01")

    async with sales.database.read() as reader:
        request = GroupRequest((Level("stage"),), (), False, ListRequest(search="重庆"))
        answer = await group_records(reader, sales.context("north"), "deal", request)

    assert [(group["value"], group["count"]) for group in answer["groups"]] == [("open", 2)]  # type: ignore[attr-defined]  # a list of groups
