"""Several people who write at once: nobody's change is lost, and nobody sees an error that is not theirs."""

import asyncio
import json
from itertools import pairwise
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mortise.db.transaction import Tx
from mortise.errors import Invalid, Stale
from mortise.records.creation import create_record
from mortise.records.projection import Item
from tests.mortise.records.conftest import Sales

FIELDS = ("name", "notes", "probability")
CLIENTS = st.integers(0, 3)
STEPS = st.one_of(
    st.tuples(st.just("read"), CLIENTS, st.just("name"), st.just(0)),
    st.tuples(st.just("write"), CLIENTS, st.sampled_from(FIELDS), st.integers(0, 3)),
)


def value(field: str, number: int) -> object:
    return number if field == "probability" else f"{field} {number}"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=4, max_size=14))
async def test_no_change_is_lost_whoever_reads_and_writes_when(
    sales: Sales, steps: list[tuple[str, int, str, int]]
) -> None:
    """Four clients, each with what it saw last, beside a model of the record and of its changes."""
    first = await sales.create("manager", "deal", name="name 0", notes="notes 0", probability=0)
    seen = [first] * 4
    model: dict[str, object] = {field: value(field, 0) for field in FIELDS}
    past = [dict(model)]
    for action, client, field, number in steps:
        if action == "read":
            seen[client] = await sales.get("manager", "deal", first["id"])
            continue
        new = value(field, number)
        at = seen[client]["version"]
        if at < len(past):
            with pytest.raises(Stale) as stale:
                await sales.patch("manager", "deal", seen[client], **{field: new})
            touched = {key for key in FIELDS for one, two in pairwise(past[at - 1 :]) if one[key] != two[key]}
            current = {key: model[key] for key in touched}
            assert stale.value.extra == {"fields": sorted(touched), "current": current, "version": len(past)}
            continue
        seen[client] = await sales.patch("manager", "deal", seen[client], **{field: new})
        if model[field] != new:
            model[field] = new
            past.append(dict(model))
        assert seen[client]["version"] == len(past)

    last = await sales.get("manager", "deal", first["id"])
    assert {field: last[field] for field in FIELDS} == model
    assert last["version"] == len(past)


async def test_of_many_who_change_one_version_at_once_one_is_kept(sales: Sales) -> None:
    deal = await sales.create("manager", "deal", name="D", probability=0)

    answers = await asyncio.gather(
        *(sales.patch("manager", "deal", deal, probability=number) for number in range(1, 21)),
        return_exceptions=True,
    )

    (kept,) = [answer for answer in answers if not isinstance(answer, BaseException)]
    assert [type(answer) for answer in answers if isinstance(answer, BaseException)] == [Stale] * 19
    assert await sales.get("manager", "deal", deal["id"]) == kept


async def test_of_many_who_take_one_unique_value_at_once_one_gets_it(sales: Sales) -> None:
    """A lock on the table holds everybody back until all have found the value free."""
    connection = await asyncpg.connect(sales.url)
    async with connection.transaction():
        await connection.execute("LOCK TABLE app_sales.account IN SHARE ROW EXCLUSIVE MODE")
        tasks = [asyncio.ensure_future(sales.create("manager", "account", name="One")) for _ in range(8)]
        waiting = 0
        while waiting < 8 and not any(task.done() for task in tasks):
            (found,) = await sales.fetch(
                "SELECT count(*) AS waiting FROM pg_stat_activity "
                "WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            waiting = found["waiting"]
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    await connection.close()

    refused = [answer for answer in answers if isinstance(answer, Invalid)]
    assert (waiting, len(refused)) == (8, 7)
    assert {(issue.code, issue.pointer) for each in refused for issue in each.issues} == {
        ("already_exists", "/name")
    }
    assert len(await sales.fetch("SELECT 1 FROM app_sales.account")) == 1


async def test_numbers_of_what_was_undone_are_given_again_and_none_twice(sales: Sales) -> None:
    async def create(number: int) -> object:
        async def work(tx: Tx) -> Item:
            made = await create_record(tx, sales.context("north"), "deal", {"name": "x"})
            if number % 5 == 0:
                raise LookupError
            return made

        return (await sales.run(work))["code"]

    answers = await asyncio.gather(*(create(number) for number in range(200)), return_exceptions=True)

    assert sum(isinstance(answer, LookupError) for answer in answers) == 40
    codes = sorted(str(answer) for answer in answers if not isinstance(answer, LookupError))
    assert codes == [f"D-2026-{number:04}" for number in range(1, 161)]


CHANGES: list[tuple[str, object, set[str]]] = [
    ("name", "Other", {"title"}),
    ("notes", "other", set()),
    ("stage", "won", set()),
    ("tags", ["won"], set()),
    ("budget", {"amount": "7.00", "currency": "CNY"}, set()),
    ("probability", 7, {"weighted"}),
    ("hot", False, set()),
    ("closes_on", "2027-01-01", set()),
    ("meets_at", "2027-01-01T00:00:00Z", set()),
    ("seller", None, set()),
    ("team", None, set()),
    ("account", None, {"account_industry"}),
    ("margin_note", "other", set()),
    ("lines", [], {"total", "weighted"}),
]


async def row(sales: Sales, number: object) -> dict[str, Any]:
    (found,) = await sales.fetch(
        "SELECT to_jsonb(d) || jsonb_build_object('lines', (SELECT jsonb_agg(to_jsonb(l) ORDER BY l.id) "
        "FROM app_sales.deal__lines l WHERE l.parent = d.id)) AS found FROM app_sales.deal d WHERE d.id = $1",
        number,
    )
    loaded: dict[str, Any] = json.loads(found["found"])
    return loaded


@pytest.mark.parametrize(("field", "new", "following"), CHANGES)
async def test_a_change_of_one_field_leaves_every_other_column_as_it_was(
    sales: Sales, field: str, new: object, following: set[str]
) -> None:
    account = await sales.create("manager", "account", name="One", industry="steel")
    deal = await sales.create(
        "manager",
        "deal",
        name="D",
        notes="n",
        stage="open",
        tags=["open", "lost"],
        budget={"amount": "5.00", "currency": "CNY"},
        probability=50,
        hot=True,
        closes_on="2026-12-01",
        meets_at="2026-12-01T00:00:00Z",
        seller=sales.people["north"],
        team=sales.departments["north"],
        account=account["id"],
        margin_note="thin",
        lines=[{"quantity": 2, "price": "10"}],
    )
    before = await row(sales, deal["id"])

    await sales.patch("manager", "deal", deal, **{field: new})

    after = await row(sales, deal["id"])
    changed = {name.partition("__")[0] for name in before if before[name] != after[name]}
    expected = {field, *following, "version"}
    assert expected <= changed | {"version"}
    assert changed <= {*expected, "updated_at", "updated_by", "search"}
