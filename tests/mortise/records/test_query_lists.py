"""Fields that list the records of another form which meet their condition, as the lists' door answers them."""

from collections.abc import Mapping
from typing import Any

import pytest

from mortise.access.served import served_app
from mortise.db.connections import counting
from mortise.db.database import Database
from mortise.errors import Forbidden, Invalid
from mortise.records.group_request import read_groups
from mortise.records.grouping import group_records
from tests.mortise.records.conftest import Sales, set_up
from tests.mortise.records.sales import LABEL, field

SHOPS = {"key": "shop", "label": LABEL, "title_field": "name", "fields": [field("text", "name")]}
ORDERS: Mapping[str, Any] = {
    "key": "order",
    "label": LABEL,
    "title_field": "name",
    "fields": [
        field("text", "name"),
        field("link", "shop", form="shop"),
        field("number", "worth", decimals=0),
        field("text", "remark"),
    ],
}
SAME_SHOP = "AND(shop = RECORD.shop, worth >= RECORD.least)"
LISTS = (
    field("query_list", "orders", lists="order", filter=SAME_SHOP, beside=["worth", "remark"], order="worth"),
    field("query_list", "remarked", lists="order", filter="remark = RECORD.name", totals=["worth"]),
    field("query_list", "others", lists="visit", filter="AND(shop = RECORD.shop, id <> RECORD.id)"),
)
VISITS: Mapping[str, Any] = {
    "key": "visit",
    "label": LABEL,
    "title_field": "name",
    "fields": [field("text", "name"), field("link", "shop", form="shop"), field("number", "least"), *LISTS],
}
ALL = {"view": [{"kind": "all"}], "create": [{"kind": "all"}], "edit": [{"kind": "all"}]}


def role(key: str, **grants: Mapping[str, Any]) -> dict[str, Any]:
    """A role with all of every form but where it says otherwise."""
    forms = {
        form: {"form": form, "scopes": ALL, **grants.get(form, {})} for form in ("shop", "order", "visit")
    }
    return {"key": key, "label": LABEL, "grants": list(forms.values())}


async def town(database: Database, url: str, **grants: Mapping[str, Any]) -> Sales:
    """Two shops with two orders each; `north` and `south` have the grants that are told, the manager has all."""
    definition = {
        "key": "sales",
        "label": LABEL,
        "forms": [SHOPS, ORDERS, VISITS],
        "roles": [{"key": "manager", "label": LABEL, "administrator": True}, role("seller", **grants)],
    }
    sales = await set_up(database, url, definition)
    for name in ("Mill", "Inn"):
        shop = await sales.create("manager", "shop", name=name)
        for worth in (10, 20):
            await sales.create(
                "manager",
                "order",
                name=f"{name} {worth}",
                shop=shop["id"],
                worth=worth,
                remark=f"of the {name}",
            )
    return sales


async def listed(sales: Sales, who: str, key: str, **values: object) -> list[object]:
    form = "visit" if key == "others" else "order"
    page = await sales.page(who, form, link=f"visit.{key}", values=values, sort=(("name", False),))
    return [item["name"] for item in page["items"]]


def told(sales: Sales, who: str) -> dict[str, dict[str, Any]]:
    """The fields of visits as somebody's browser gets them."""
    context = sales.context(who)
    forms = served_app(context.app, context.rights)["forms"]
    [visit] = (form for form in forms if form["key"] == "visit")
    return {each["key"]: each for each in visit["fields"]}


async def test_a_list_shows_what_meets_its_condition_for_the_record_at_hand(
    database: Database, database_url: str
) -> None:
    sales = await town(database, database_url)

    assert await listed(sales, "north", "orders", shop=2, least="15") == ["Inn 20"]
    assert await listed(sales, "north", "orders", shop={"id": 1, "title": "Mill"}, least=0) == [
        "Mill 10",
        "Mill 20",
    ]
    assert await listed(sales, "north", "orders", shop=1) == []
    assert await listed(sales, "north", "remarked", name="of the Inn") == ["Inn 10", "Inn 20"]


async def test_a_record_is_told_from_others_by_what_the_host_keeps_of_it(
    database: Database, database_url: str
) -> None:
    sales = await town(database, database_url)
    first = await sales.create("north", "visit", name="first", shop=1)
    second = await sales.create("north", "visit", name="second", shop=1)

    assert first["orders"] is None
    assert await listed(sales, "north", "others", shop=1, id=first["id"]) == ["second"]
    assert await listed(sales, "north", "others", shop=1, id=second["id"]) == ["first"]


async def test_three_lists_take_a_statement_each_and_one_for_their_totals(
    database: Database, database_url: str
) -> None:
    sales = await town(database, database_url)
    context = sales.context("north")
    asked = {"by": "", "totals": "sum:worth", "link": "visit.remarked", "values": '{"name": "of the Mill"}'}
    for _ in range(2):
        with counting() as count:
            page = await sales.page(
                "north", "order", link="visit.orders", values={"shop": 1, "least": 0}, count=True
            )
            await sales.page("north", "order", link="visit.remarked", values={"name": "x"}, count=True)
            await sales.page("north", "visit", link="visit.others", values={"shop": 1, "id": 1}, count=True)
            async with sales.database.read() as reader:
                answer: Any = await group_records(reader, context, "order", read_groups(asked.items()))

    assert count.statements == 4
    assert page["total"] == 2
    assert answer["all"] == {"count": 2, "totals": {"sum:worth": "30"}}


async def test_a_reader_finds_only_what_they_may_see_and_the_columns_that_they_may_read(
    database: Database, database_url: str
) -> None:
    own = {"scopes": {**ALL, "view": [{"kind": "own"}]}, "fields": {"remark": "hidden"}}
    sales = await town(database, database_url, order=own)
    await sales.create("north", "order", name="North 30", shop=1, worth=30)

    assert await listed(sales, "north", "orders", shop=1, least=0) == ["North 30"]
    assert await listed(sales, "south", "orders", shop=1, least=0) == []
    fields = told(sales, "north")
    assert fields["orders"]["beside"] == ["worth"]
    assert fields["orders"]["reads"] == ["least", "shop"]
    assert fields["orders"]["filter"] == ""


@pytest.mark.parametrize(
    ("grants", "gone"),
    [
        ({"order": {"scopes": {"create": [{"kind": "all"}]}}}, {"orders", "remarked"}),
        ({"order": {"fields": {"remark": "masked"}}}, {"remarked"}),
        ({"order": {"fields": {"worth": "hidden"}}}, {"orders"}),
        ({"visit": {"fields": {"least": "hidden"}}}, {"orders"}),
        ({"visit": {"fields": {"name": "masked"}}}, {"remarked"}),
        ({"visit": {"fields": {"others": "hidden", "orders": "masked"}}}, {"others", "orders"}),
    ],
    ids=lambda given: str(sorted(given) if isinstance(given, set) else given)[:60],
)
async def test_a_list_is_not_there_for_who_may_not_read_what_its_condition_looks_at(
    database: Database, database_url: str, grants: Mapping[str, Any], gone: set[str]
) -> None:
    sales = await town(database, database_url, **grants)

    lists = {"orders", "remarked", "others"}
    assert lists - told(sales, "north").keys() == gone
    assert lists <= told(sales, "manager").keys()
    for key in gone:
        with pytest.raises((Invalid, Forbidden)):
            await sales.page("north", "visit" if key == "others" else "order", link=f"visit.{key}", values={})
        with pytest.raises(Invalid):
            await sales.page("north", "visit", fields=(key,))


async def test_a_field_that_is_read_on_some_records_only_tells_nothing_of_the_others(
    database: Database, database_url: str
) -> None:
    """One role shows every order without its remark, another shows one's own with it."""
    seen: Any = role("seller", order={"scopes": {"view": [{"kind": "all"}]}, "fields": {"remark": "hidden"}})
    own = {"form": "order", "scopes": {"view": [{"kind": "own"}], "create": [{"kind": "all"}]}}
    definition = {
        "key": "sales",
        "label": LABEL,
        "forms": [SHOPS, ORDERS, VISITS],
        "roles": [
            {"key": "manager", "label": LABEL, "administrator": True},
            {**seen, "grants": [*seen["grants"], own]},
        ],
    }
    sales = await set_up(database, database_url, definition)
    await sales.create("manager", "order", name="secret", remark="dear")
    await sales.create("north", "order", name="mine", remark="dear")

    assert await listed(sales, "manager", "remarked", name="dear") == ["mine", "secret"]
    assert await listed(sales, "north", "remarked", name="dear") == ["mine"]
