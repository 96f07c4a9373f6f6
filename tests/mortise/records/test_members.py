"""The rows of several groups, and the records of some days: each by one statement, as lists would give them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from mortise.db.connections import counting
from mortise.errors import Invalid
from mortise.records.days import list_days
from mortise.records.days_request import read_days
from mortise.records.group_request import MOST_GROUPS, read_members
from mortise.records.members import list_members
from tests.mortise.records.conftest import Sales

MONDAY = date(2026, 3, 2)


@pytest.fixture
async def grouped(sales: Sales) -> Sales:
    account = await sales.create("north", "account", name="大华")
    for number, stage in enumerate(["open", "won", "open", "open", None]):
        linked = account["id"] if number < 3 else None
        deal = await sales.create("north", "deal", name=f"Deal {number}", account=linked)
        await sales.patch("north", "deal", deal, stage=stage)
    await sales.create("south", "deal", name="Not mine")
    return sales


async def members(sales: Sales, who: str, **asked: str) -> list[Mapping[str, Any]]:
    async with sales.database.read() as reader:
        with counting() as count:
            answer: Any = await list_members(reader, sales.context(who), "deal", read_members(asked.items()))
    assert count.statements == 1
    return list(answer["groups"])


def names(group: Mapping[str, Any]) -> list[str]:
    return [item["name"] for item in group["items"]]


async def test_groups_come_in_the_order_asked_for_each_in_that_of_the_list(grouped: Sales) -> None:
    found = await members(grouped, "north", by="stage", of='[["won"],["open"]]', sort="-name")

    assert [names(group) for group in found] == [["Deal 1"], ["Deal 3", "Deal 2", "Deal 0"]]
    assert [group["total"] for group in found] == [1, 3]


async def test_of_more_than_are_wanted_the_first_come_and_all_are_counted(grouped: Sales) -> None:
    [group] = await members(grouped, "north", by="stage", of='[["open"]]', sort="name", limit="2")

    assert (names(group), group["total"]) == (["Deal 0", "Deal 2"], 3)


async def test_groups_within_groups_are_found_by_all_their_values_and_blank_is_one(grouped: Sales) -> None:
    [account] = (await grouped.page("north", "account"))["items"]
    of = f'[["open",{account["id"]}],["open",null],[null,null]]'

    found = await members(grouped, "north", by="stage,account", of=of, sort="name")

    assert [names(group) for group in found] == [["Deal 0", "Deal 2"], ["Deal 3"], ["Deal 4"]]


async def test_members_are_filtered_searched_and_marked_as_a_list_is(grouped: Sales) -> None:
    marks = '[{"field": "name", "operator": "is", "value": "Deal 3"}]'

    [group] = await members(
        grouped, "north", by="stage", of='[["open"]]', filter='name <> "Deal 0"', sort="name", marks=marks
    )

    assert (names(group), group["marks"]) == (["Deal 2", "Deal 3"], [None, 0])


async def test_a_group_of_others_is_empty(grouped: Sales) -> None:
    owner = grouped.people["south"]

    [group] = await members(grouped, "north", by="owner", of=f"[[{owner}]]")

    assert (group["items"], group["total"]) == ([], 0)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        pytest.param({"of": "[]"}, "group_by_few", id="by nothing"),
        pytest.param({"by": "stage", "of": '[["open", 1]]'}, "group_path", id="more values than levels"),
        pytest.param({"by": "stage", "of": '[[{"a": 1}]]'}, "group_path", id="no value"),
        pytest.param({"by": "stage", "of": "[1"}, "filter_not_json", id="no JSON"),
        pytest.param(
            {"by": "stage", "of": str([["x"]] * (MOST_GROUPS + 1)).replace("'", '"')},
            "filter_not_json",
            id="too many groups",
        ),
        pytest.param(
            {"by": "stage", "of": str([["x"]] * 50).replace("'", '"'), "limit": "100"},
            "members_many",
            id="too many records",
        ),
    ],
)
def test_what_leads_to_no_group_is_refused(asked: dict[str, str], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_members(asked.items())

    assert [issue.code for issue in refused.value.issues] == [code]


async def days(sales: Sales, who: str, **asked: object) -> Any:
    given = {"first": MONDAY, "last": MONDAY + timedelta(days=13), "limit": 2, **asked}
    request = read_days((name, str(value)) for name, value in given.items())
    async with sales.database.read() as reader:
        with counting() as count:
            answer = await list_days(reader, sales.context(who), "deal", request)
    assert count.statements == 1
    return answer


@pytest.fixture
async def planned(sales: Sales) -> Sales:
    """Deals from a day of the two weeks to another, the last days told by moments in the evening of the company."""
    for name, first, last in (
        ("before", -5, -1),
        ("into", -3, 1),
        ("through", -1, 20),
        ("monday", 0, 0),
        ("long", 0, 8),
        ("short", 0, 2),
        ("later", 9, 9),
        ("behind", 14, 15),
    ):
        begins, ends = MONDAY + timedelta(days=first), MONDAY + timedelta(days=last)
        given = {"closes_on": begins.isoformat(), "meets_at": f"{ends}T23:30:00+08:00"}
        await sales.create("north", "deal", name=name, **given)
    await sales.create("north", "deal", name="never")
    await sales.create("south", "deal", name="not mine", closes_on=MONDAY.isoformat())
    return sales


async def test_days_count_whoever_stands_on_them(planned: Sales) -> None:
    found = await days(planned, "north", start="closes_on", end="meets_at")

    #               into, through, monday, long, short …
    assert found["counts"] == [5, 4, 3, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1]


async def test_of_each_day_those_come_that_began_first_and_stay_longest(planned: Sales) -> None:
    found = await days(planned, "north", start="closes_on", end="meets_at", fields="name")

    # On the first Monday two of five; through and long go on into the second week, in which later appears.
    assert {item["name"] for item in found["items"]} == {"into", "through", "long", "later"}
    assert set(found["items"][0]) == {"id", "version", "name"}


async def test_a_single_day_is_where_the_company_has_it(planned: Sales) -> None:
    found = await days(planned, "north", start="meets_at", filter='name = "monday"')

    assert found["counts"] == [1] + [0] * 13


async def test_days_without_records_count_nothing(planned: Sales) -> None:
    far = MONDAY + timedelta(days=400)

    found = await days(planned, "north", start="closes_on", first=far, last=far)

    assert found == {"counts": [0], "items": []}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        pytest.param({"start": "name"}, "day_impossible", id="a text"),
        pytest.param({"start": "nothing"}, "unknown_field", id="no field"),
        pytest.param({"start": "closes_on", "end": "title"}, "unknown_field", id="no end"),
        pytest.param({"start": "closes_on", "first": "soon"}, "days_impossible", id="no day"),
        pytest.param({"start": "closes_on", "last": "2026-12-31"}, "days_impossible", id="too many days"),
    ],
)
async def test_what_says_nothing_of_days_is_refused(
    sales: Sales, asked: dict[str, object], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await days(sales, "north", **asked)

    assert [issue.code for issue in refused.value.issues] == [code]
