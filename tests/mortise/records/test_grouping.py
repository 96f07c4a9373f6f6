"""Groups of a list: the same records, counted and added up by the values that the person may read."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from mortise.db.connections import counting
from mortise.errors import Invalid
from mortise.records.candidates import built_forms
from mortise.records.grouping import group_records, read_groups
from tests.mortise.records.conftest import Sales

STAGES = ["open", "won", "open", "won", "open", None]


@pytest.fixture
async def grouped(sales: Sales) -> Sales:
    account = await sales.create("north", "account", name="大华", industry="steel")
    for number, stage in enumerate(STAGES):
        deal = await sales.create(
            "north",
            "deal",
            name=f"Deal {number}",
            account=account["id"] if number < 3 else None,
            probability=number * 10,
            lines=[{"quantity": number, "price": "2.50"}],
        )
        await sales.patch("north", "deal", deal, stage=stage)
    await sales.create("south", "deal", name="Not mine", probability=90)
    return sales


async def groups(sales: Sales, who: str, **asked: str) -> list[Mapping[str, Any]]:
    request = read_groups(asked.items())
    context = sales.context(who)
    async with sales.database.read() as reader:
        # Whether an index is there is asked but once of a form, and which test does so is chance.
        await built_forms(reader, context, [context.app.schema.forms["deal"]])
        with counting() as count:
            answer: Any = await group_records(reader, context, "deal", request)
    # A search asks what its index proposes, too.
    assert count.statements == (2 if "search" in asked else 1)
    assert answer["truncated"] is False
    return list(answer["groups"])


async def test_groups_count_and_add_up_exactly_what_the_list_shows(grouped: Sales) -> None:
    for who in ("north", "south", "manager"):
        listed = (await grouped.page(who, "deal", limit=100))["items"]

        found = await groups(grouped, who, by="stage", totals="sum:total,maximum:probability")

        assert {group["value"]: group["count"] for group in found} == Counter(
            deal["stage"] for deal in listed
        )
        for group in found:
            own = [deal for deal in listed if deal["stage"] == group["value"]]
            assert Decimal(group["totals"]["sum:total"] or 0) == sum(
                Decimal(deal["total"] or 0) for deal in own
            )
            assert Decimal(group["totals"]["maximum:probability"]) == max(deal["probability"] for deal in own)


async def test_groups_follow_the_lists_filter_and_search(grouped: Sales) -> None:
    late = await groups(grouped, "north", by="stage", filter="probability >= 40")
    found = await groups(grouped, "manager", by="owner", search="mine")

    assert {(group["value"], group["count"]) for group in late} == {(None, 1), ("open", 1)}
    assert [group["count"] for group in found] == [1]


async def test_what_a_group_is_of_comes_with_its_title(grouped: Sales) -> None:
    by_account = await groups(grouped, "north", by="account")
    by_owner = await groups(grouped, "manager", by="owner")

    assert {(group["value"] and group["value"]["title"], group["count"]) for group in by_account} == {
        ("大华", 3),
        (None, 3),
    }
    assert [(group["value"]["title"], group["count"]) for group in by_owner] == [
        ("Zhang Wei", 6),
        ("Wang Fang", 1),
    ]


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ({"by": "margin_note"}, {"/by": "unknown_field"}),
        ({"by": "missing"}, {"/by": "unknown_field"}),
        ({"by": "tags"}, {"/by": "unknown_field"}),
        ({"by": "lines"}, {"/by": "unknown_field"}),
        ({"by": "stage", "totals": "sum:margin_note"}, {"/totals/sum:margin_note": "unknown_field"}),
        ({"by": "stage", "totals": "sum:name"}, {"/totals/sum:name": "aggregate_impossible"}),
        ({"by": "stage", "totals": "drop:total"}, {"/totals/drop:total": "aggregate_impossible"}),
        ({"by": "stage", "filter": "margin_note = 1"}, {"/filter": "unknown_field"}),
    ],
)
async def test_what_may_not_be_read_is_neither_grouped_by_nor_added_up(
    grouped: Sales, asked: dict[str, str], places: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        await groups(grouped, "north", **asked)

    assert {issue.pointer: issue.code for issue in refused.value.issues} == places


@pytest.mark.parametrize("asked", [{}, {"by": "stage,owner"}])
def test_one_field_is_named_to_group_by(asked: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        read_groups(asked.items())

    assert [issue.code for issue in refused.value.issues] == ["group_by_one"]
