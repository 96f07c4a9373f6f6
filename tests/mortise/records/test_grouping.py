"""Groups of a list: the same records, counted and added up by the values that the person may read."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from engines.expression.clock import Calendar
from mortise.db.connections import counting
from mortise.errors import Invalid
from mortise.records.candidates import built_forms
from mortise.records.group_request import read_groups
from mortise.records.grouping import group_records
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


async def answered(sales: Sales, who: str, **asked: str) -> Any:
    async with sales.database.read() as reader:
        return await group_records(reader, sales.context(who), "deal", read_groups(asked.items()))


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


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "group_by_few"),
        ({"by": "stage,-stage"}, "group_by_few"),
        ({"by": "stage,owner,account,closes_on:year"}, "group_by_few"),
        ({"by": "closes_on:decade"}, "group_unit_unknown"),
        ({"by": "stage", "order": "size"}, "parameter_choice"),
    ],
)
def test_few_fields_are_named_to_group_by(asked: dict[str, str], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_groups(asked.items())

    assert [issue.code for issue in refused.value.issues] == [code]


async def test_groups_within_groups_are_told_with_what_finds_their_records(grouped: Sales) -> None:
    for who in ("north", "manager"):
        asked = {"by": "stage,-created_at:month,account", "totals": "sum:total,count:name", "order": "value"}
        whole = await answered(grouped, who, **asked)

        def leaves(found: list[Any], path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
            for group in found:
                within = group.get("groups")
                assert within is None or sum(each["count"] for each in within) == group["count"]
                if within is None:
                    yield (*path, group["filter"]), group
                else:
                    yield from leaves(within, (*path, group["filter"]))

        assert sum(group["count"] for group in whole["groups"]) == whole["all"]["count"]
        assert [group["value"] for group in whole["groups"]] == ["open", "won", None]
        found = list(leaves(whole["groups"]))
        assert len(found) > 3
        for path, group in found:
            page = await grouped.page(who, "deal", limit=100, count=True, filter={"all": list(path)})
            assert page["total"] == group["count"]


async def test_days_are_grouped_by_the_span_in_which_they_lie(sales: Sales) -> None:
    for day in ("2026-01-01", "2025-12-31", "2026-02-28", None, "9999-12-30"):
        await sales.create("north", "deal", name=f"On {day}", closes_on=day)

    for unit, spans in {
        "day": ["2025-12-31", "2026-01-01", "2026-02-28", "9999-12-30", None],
        "week": ["2025-12-29", "2026-02-23", "9999-12-27", None],
        "month": ["2025-12-01", "2026-01-01", "2026-02-01", "9999-12-01", None],
        "quarter": ["2025-10-01", "2026-01-01", "9999-10-01", None],
        "year": ["2025-01-01", "2026-01-01", "9999-01-01", None],
    }.items():
        whole = await answered(sales, "north", by=f"closes_on:{unit}", order="value")
        back = await answered(sales, "north", by=f"-closes_on:{unit}", order="value")

        assert [group["value"] for group in whole["groups"]] == spans
        assert [group["value"] for group in back["groups"]] == [*reversed(spans[:-1]), None]
        for group in whole["groups"]:
            page = await sales.page("north", "deal", count=True, filter=group["filter"])
            assert page["total"] == group["count"]


async def test_groups_of_fiscal_years_and_weeks_hold_what_their_filters_find(sales: Sales) -> None:
    for day in ("0001-01-01", "0001-01-08", "2026-03-31", "2026-04-01", "2027-03-31", "9999-12-31"):
        await sales.create("north", "deal", name=f"On {day}", closes_on=day)
    context = sales.context("north")
    calendar = Calendar(week_start=6, fiscal_start=4)
    april = replace(context, clock=replace(context.clock, holidays=calendar))
    found = {}
    for unit in ("fiscal_year", "fiscal_quarter", "week"):
        asked = read_groups({"by": f"closes_on:{unit}", "order": "value"}.items())
        async with sales.database.read() as reader:
            answer: Any = await group_records(reader, april, "deal", asked)
        for group in answer["groups"]:
            page = await sales.page("north", "deal", count=True, filter=group["filter"])
            assert page["total"] == group["count"], (unit, group)
        found[unit] = [(group["value"], group["count"]) for group in answer["groups"]]

    years = [("0001-01-01", 2), ("2025-04-01", 1), ("2026-04-01", 2), ("9999-04-01", 1)]
    assert found["fiscal_year"] == years
    assert found["fiscal_quarter"][1:] == [
        ("2026-01-01", 1),
        ("2026-04-01", 1),
        ("2027-01-01", 1),
        ("9999-10-01", 1),
    ]
    assert found["week"] == [
        ("0001-01-01", 1),
        ("0001-01-07", 1),
        ("2026-03-29", 2),
        ("2027-03-28", 1),
        ("9999-12-26", 1),
    ]


async def test_a_whole_list_is_summed_up_without_groups(grouped: Sales) -> None:
    totals = "count:stage,maximum:created_at,average:probability,minimum:closes_on"
    whole = await answered(grouped, "north", totals=totals)
    assert whole == await answered(grouped, "north", totals=totals, order="value")
    nothing = await answered(grouped, "north", totals=totals, filter="probability > 1000")

    deals = (await grouped.page("north", "deal", limit=100))["items"]
    assert whole["all"] == {
        "count": 6,
        "totals": {
            "count:stage": "5",
            "maximum:created_at": max(deal["created_at"] for deal in deals),
            "average:probability": "25.000000000000",
            "minimum:closes_on": None,
        },
    }
    assert whole["groups"] == nothing["groups"] == []
    assert nothing["all"]["count"] == 0


async def test_each_record_tells_the_first_mark_that_holds_on_it(grouped: Sales) -> None:
    marks = [
        {"field": "stage", "operator": "is", "value": "won"},
        {"all": [{"field": "probability", "operator": "greater", "value": 30}]},
    ]
    page = await grouped.page("north", "deal", limit=4, sort=(("probability", False),), marks=tuple(marks))
    plain = await grouped.page("north", "deal", limit=4, sort=(("probability", False),))

    assert page["marks"] == [None, 0, None, 0]
    assert page["items"] == plain["items"]
    assert "marks" not in plain
    with pytest.raises(Invalid) as refused:
        await grouped.page("north", "deal", marks=({"field": "margin_note", "operator": "is_blank"},))
    assert [(issue.code, issue.pointer) for issue in refused.value.issues] == [
        ("unknown_field", "/marks/0/field")
    ]
