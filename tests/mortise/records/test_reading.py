"""Lists: filtered, ordered, paged, searched, counted, and expanded, under the rights of the person asking."""

from typing import Any

import pytest

from mortise.db.connections import counting
from mortise.errors import Forbidden, Invalid, NotFound
from tests.mortise.records.conftest import Sales

NAMES = ["Bridge", "Tower", "阿里", "Änderung", "bridge two"]


@pytest.fixture
async def filled(sales: Sales) -> Sales:
    account = await sales.create("north", "account", name="大华", industry="steel")
    await sales.create("south", "account", name="Southern", industry="wood")
    for number, name in enumerate(NAMES):
        await sales.create(
            "north",
            "deal",
            name=name,
            stage=["open", "won"][number % 2],
            account=account["id"] if number < 3 else None,
            budget=str(number * 10),
            probability=number * 10,
            closes_on=f"2026-12-0{number + 1}" if number else None,
            tags=["won"] if number == 1 else [],
        )
    await sales.create("south", "deal", name="Not mine")
    return sales


def leaf(field: str, operator: str, value: object = None) -> dict[str, object]:
    return {"field": field, "operator": operator, "value": value}


async def test_a_list_holds_what_the_person_may_see_in_the_forms_own_order(filled: Sales) -> None:
    assert await filled.titles("north", "deal") == ["Bridge", "bridge two", "Änderung", "阿里", "Tower"]
    assert len(await filled.titles("manager", "deal")) == 6


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (leaf("stage", "is", "won"), {"Tower", "Änderung"}),
        ({"all": [leaf("stage", "is", "won"), leaf("probability", "greater", 10)]}, {"Änderung"}),
        ({"any": [leaf("name", "is", "Bridge"), leaf("budget", "is", "40")]}, {"Bridge", "bridge two"}),
        ({"not": leaf("stage", "is", "won")}, {"Bridge", "阿里", "bridge two"}),
        (leaf("name", "contains", "BRIDGE"), {"Bridge", "bridge two"}),
        (leaf("account.industry", "is", "steel"), {"Bridge", "Tower", "阿里"}),
        ({"field": "account", "operator": "is_blank"}, {"Änderung", "bridge two"}),
        ('AND(probability >= 20, account.industry = "steel")', {"阿里"}),
        ("owner = ME.id", {*NAMES}),
    ],
)
async def test_filters_by_tree_and_by_text(filled: Sales, condition: Any, expected: set[str]) -> None:
    page = await filled.page("north", "deal", filter=condition, count=True)

    assert {item["title"] for item in page["items"]} == expected
    assert page["total"] == len(expected)
    number = await filled.page("north", "deal", filter=condition, count=True, limit=0)
    assert number == {"items": [], "total": len(expected), "next": None}


@pytest.mark.parametrize(
    "condition",
    [
        leaf("margin_note", "is", "x"),
        leaf("nonsense", "is", "x"),
        leaf("account.secret", "is", "x"),
        'margin_note = "x"',
        'nonsense = "x"',
        'account.secret = "x"',
    ],
)
async def test_hidden_and_unknown_fields_are_refused_alike_in_filters(filled: Sales, condition: Any) -> None:
    with pytest.raises(Invalid) as refused:
        await filled.page("north", "deal", filter=condition)

    assert [issue.code for issue in refused.value.issues] == ["unknown_field"]
    assert "margin_note" not in repr(refused.value.issues[0].params)
    assert "secret" not in repr(refused.value.issues[0].params).replace("account.secret", "")


@pytest.mark.parametrize(
    "asked", [{"sort": (("margin_note", False),)}, {"fields": ("margin_note",)}, {"expand": ("margin_note",)}]
)
async def test_hidden_fields_are_unknown_to_orders_columns_and_expansions(filled: Sales, asked: Any) -> None:
    with pytest.raises(Invalid) as refused:
        await filled.page("north", "deal", **asked)

    assert [issue.code for issue in refused.value.issues] == ["unknown_field"]


async def test_a_filter_through_a_link_reads_unseen_records_as_blank(filled: Sales) -> None:
    unseen = (await filled.page("manager", "account", filter='name = "Southern"'))["items"][0]
    deal = (await filled.page("north", "deal", filter='name = "Tower"'))["items"][0]
    await filled.patch("manager", "deal", deal, account=unseen["id"])

    assert await filled.titles("north", "deal", filter='account.industry = "wood"') == []
    assert await filled.titles("manager", "deal", filter='account.industry = "wood"') == ["Tower"]


async def test_pages_follow_each_other_through_sealed_cursors(filled: Sales) -> None:
    asked: dict[str, Any] = {"sort": (("closes_on", False), ("name", True)), "limit": 2}
    whole = await filled.titles("north", "deal", sort=asked["sort"])
    seen: list[object] = []
    cursor = None
    while True:
        page = await filled.page("north", "deal", cursor=cursor, **asked)
        seen.extend(item["title"] for item in page["items"])
        cursor = page["next"]
        if cursor is None:
            break
        assert "2026" not in cursor

    assert seen == whole
    assert len(seen) == 5


async def test_a_cursor_of_another_order_is_refused(filled: Sales) -> None:
    page = await filled.page("north", "deal", limit=2)

    with pytest.raises(Invalid) as refused:
        await filled.page("north", "deal", limit=2, sort=(("name", False),), cursor=page["next"])

    assert [issue.pointer for issue in refused.value.issues] == ["/cursor"]


async def test_an_offset_jumps(filled: Sales) -> None:
    whole = await filled.titles("north", "deal")

    assert await filled.titles("north", "deal", offset=3, limit=2) == whole[3:5]


async def test_texts_are_ordered_as_people_expect(filled: Sales) -> None:
    assert await filled.titles("north", "deal", sort=(("title", False),)) == [
        "阿里",
        "Bridge",
        "bridge two",
        "Tower",
        "Änderung",
    ]


async def test_search_finds_text_whatever_its_case_and_width(filled: Sales) -> None:
    assert set(await filled.titles("north", "deal", search="ＢＲＩＤＧＥ")) == {"Bridge", "bridge two"}
    assert await filled.titles("north", "deal", search="not mine") == []


async def test_search_does_not_look_into_hidden_fields(filled: Sales) -> None:
    deal = (await filled.page("north", "deal", filter='name = "Tower"'))["items"][0]
    await filled.patch("manager", "deal", deal, margin_note="CANARY")

    assert await filled.titles("north", "deal", search="canary") == []
    assert await filled.titles("manager", "deal", search="canary") == ["Tower"]


async def test_links_people_and_departments_are_expanded_with_their_titles(filled: Sales) -> None:
    deal = (await filled.page("north", "deal", filter='name = "Tower"', expand=("*",)))["items"][0]

    assert deal["account"] == {"id": 1, "title": "大华"}
    assert deal["owner"] == {"id": filled.people["north"], "title": "Zhang Wei"}
    assert deal["department"] == {"id": filled.departments["north"], "title": "North"}


async def test_a_link_to_an_unseen_record_tells_its_title_alone(filled: Sales) -> None:
    unseen = (await filled.page("manager", "account", filter='name = "Southern"'))["items"][0]
    deal = (await filled.page("north", "deal", filter='name = "Tower"'))["items"][0]
    await filled.patch("manager", "deal", deal, account=unseen["id"])

    seen = await filled.get("north", "deal", deal["id"], expand=("account",))

    assert seen["account"] == {"id": unseen["id"], "title": "Southern"}


async def test_only_chosen_fields_are_answered(filled: Sales) -> None:
    page = await filled.page("north", "deal", fields=("name", "lines"), limit=1)

    assert set(page["items"][0]) == {"id", "version", "name", "lines"}


async def test_lists_and_records_take_few_statements(filled: Sales) -> None:
    with counting() as page_count:
        await filled.page("manager", "deal", count=True, expand=("*",), limit=1)
    with counting() as whole_count:
        await filled.page("north", "deal", count=True, expand=("*",), filter=leaf("stage", "is", "won"))
    with counting() as get_count:
        await filled.get("north", "deal", 1, expand=("*",))

    # One more of each reads the session, when they are asked for over HTTP.
    assert (page_count.statements, whole_count.statements, get_count.statements) == (2, 1, 1)


async def test_a_total_is_told_of_every_page(filled: Sales) -> None:
    every = await filled.page("manager", "deal")
    count = len(every["items"])
    asked = [(offset, limit) for offset in (0, 1, count - 1, count, count + 3) for limit in (1, count, 50)]

    pages = [await filled.page("manager", "deal", count=True, offset=at, limit=limit) for at, limit in asked]
    first = await filled.page("manager", "deal", count=True, limit=1)
    following = await filled.page("manager", "deal", count=True, limit=50, cursor=first["next"])
    none = await filled.page("manager", "deal", count=True, filter='name = "Nobody"')

    assert count > 1
    assert [page["total"] for page in (*pages, first, following, none)] == [count] * (len(asked) + 2) + [0]


async def test_a_form_that_no_role_names_is_not_there(filled: Sales) -> None:
    for form in ("nonsense", "deal__lines"):
        with pytest.raises(NotFound):
            await filled.page("north", form)


async def test_the_recycle_bin_is_for_those_who_may_delete(filled: Sales) -> None:
    with pytest.raises(Forbidden):
        await filled.page("north", "deal", deleted=True)
