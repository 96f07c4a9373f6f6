"""A record that lists others: in an order, from either side, with everything that is computed through it."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mortise.db.connections import counting
from mortise.db.database import Database
from mortise.db.statements import Statement
from mortise.errors import Invalid
from mortise.records.bulk.carrying_out import change_many
from mortise.records.bulk.request import read_bulk
from mortise.records.removal import delete_record, restore_record
from tests.mortise.records.conftest import Sales, set_up
from tests.mortise.records.teams import TEAMS


@pytest.fixture
async def teams(database: Database, database_url: str) -> Sales:
    return await set_up(database, database_url, TEAMS)


async def wrong(teams: Sales) -> list[tuple[str, str]]:
    """Computed columns that differ from a computation from scratch."""
    schema = teams.app.schema
    found = []
    for table, key in schema.graph.order:
        verify = schema.recomputation.verify(table, key)
        async with teams.database.read() as reader:
            values = {**teams.context("manager").binds, "after": 0, "most": 10}
            if await reader.fetch(Statement(verify), values):
                found.append((table, key))
    return found


async def make_experts(teams: Sales, *fees: int | None, login: str = "manager") -> list[dict[str, Any]]:
    return [
        await teams.create(
            login, "expert", name=f"E{place}", skill="law", **({} if fee is None else {"fee": fee})
        )
        for place, fee in enumerate(fees)
    ]


async def project(teams: Sales, item: Any, **asked: Any) -> dict[str, Any]:
    return await teams.get("manager", "project", item["id"], **asked)


async def test_links_keep_their_order_and_give_ids_or_titles(teams: Sales) -> None:
    one, _, three = await make_experts(teams, 10, 20, 30)

    made = await teams.create("manager", "project", name="P", experts=[three["id"], one["id"]])
    titled = await project(teams, made, expand=("experts",))
    page = await teams.page("manager", "project", expand=("*",))

    assert made["experts"] == [three["id"], one["id"]]
    assert titled["experts"] == [{"id": three["id"], "title": "E2"}, {"id": one["id"], "title": "E0"}]
    assert page["items"][0]["experts"] == titled["experts"]
    assert (await teams.create("manager", "project", name="Q"))["experts"] is None


async def test_what_is_computed_through_links_is_there_with_the_answer_to_the_save(teams: Sales) -> None:
    one, two, three = await make_experts(teams, 10, 200, None)

    made = await teams.create(
        "manager",
        "project",
        name="P",
        budget=5,
        leader=two["id"],
        experts=[two["id"], one["id"], three["id"]],
    )

    assert (made["expert_count"], made["dear_count"], made["fees"], made["dearest"]) == (
        3,
        1,
        "210.00",
        "200.00",
    )
    assert (made["names"], made["fee_list"]) == (["E1", "E0", "E2"], ["200.00", "10.00"])
    assert (made["leader_name"], made["leader_skill"], made["skills"]) == ("E1", "law", ["law"] * 3)
    assert made["fee_sum"] == "215.00"
    seen = await teams.get("manager", "expert", one["id"])
    assert (seen["project_count"], seen["project_names"], seen["budgets"]) == (1, ["P"], "5.00")
    assert seen["busiest"] == "3.00"
    assert await wrong(teams) == []


async def test_a_list_replaces_the_set_under_the_version_of_its_record(teams: Sales) -> None:
    one, two, three = await make_experts(teams, 10, 20, 30)
    made = await teams.create("manager", "project", name="P", experts=[one["id"], two["id"]])

    moved = await teams.patch("manager", "project", made, experts=[three["id"], {"id": one["id"]}])
    turned = await teams.patch("manager", "project", moved, experts=[one["id"], three["id"]])
    same = await teams.patch("manager", "project", turned, experts=[one["id"], three["id"]])

    assert (moved["experts"], moved["version"], moved["fees"]) == ([three["id"], one["id"]], 2, "40.00")
    assert (turned["names"], turned["version"], same["version"]) == (["E0", "E2"], 3, 3)
    assert (await teams.get("manager", "expert", two["id"]))["project_count"] == 0
    cleared = await teams.patch("manager", "project", same, experts=[])
    assert (cleared["experts"], cleared["expert_count"], cleared["names"]) == (None, 0, None)
    assert await wrong(teams) == []


async def test_a_change_of_a_linked_record_reaches_those_that_list_it(teams: Sales) -> None:
    (one,) = await make_experts(teams, 10)
    made = await teams.create("manager", "project", name="P", experts=[one["id"]], leader=one["id"])

    await teams.patch("manager", "expert", one, fee=70, name="New")
    await teams.patch("manager", "project", await project(teams, made), budget=9, name="Q")

    now = await project(teams, made)
    assert (now["fees"], now["names"], now["leader_name"]) == ("70.00", ["New"], "New")
    there = await teams.get("manager", "expert", one["id"])
    assert (there["budgets"], there["project_names"]) == ("9.00", ["Q"])
    assert await wrong(teams) == []


async def test_a_deleted_record_is_not_listed_and_stands_in_its_place_again_when_it_returns(
    teams: Sales,
) -> None:
    one, two, three = await make_experts(teams, 10, 20, 30)
    made = await teams.create("manager", "project", name="P", experts=[one["id"], two["id"], three["id"]])

    await teams.run(
        lambda tx: delete_record(tx, teams.context("manager"), "expert", two["id"], two["version"])
    )
    without = await project(teams, made)
    kept = await teams.patch("manager", "project", without, experts=[three["id"], one["id"]])
    await teams.run(lambda tx: restore_record(tx, teams.context("manager"), "expert", two["id"]))

    assert (without["experts"], without["fees"]) == ([one["id"], three["id"]], "40.00")
    assert kept["experts"] == [three["id"], one["id"]]
    assert sorted((await project(teams, made))["experts"]) == [one["id"], two["id"], three["id"]]
    assert await wrong(teams) == []


async def test_the_policies_of_links_hold_for_several_too(teams: Sales) -> None:
    rival = await teams.create("manager", "project", name="R")
    sequel = await teams.create("manager", "project", name="S")
    made = await teams.create("manager", "project", name="P", rivals=[rival["id"]], sequels=[sequel["id"]])

    with pytest.raises(Invalid) as refused:
        await teams.run(lambda tx: delete_record(tx, teams.context("manager"), "project", rival["id"], 1))
    await teams.run(lambda tx: delete_record(tx, teams.context("manager"), "project", sequel["id"], 1))

    assert [(issue.code, issue.pointer) for issue in refused.value.issues] == [("delete_blocked", "/rivals")]
    assert await teams.titles("manager", "project") == ["R"]
    await teams.run(lambda tx: restore_record(tx, teams.context("manager"), "project", sequel["id"]))
    assert (await project(teams, made))["sequels"] == [sequel["id"]]


async def test_a_record_that_is_not_there_or_not_to_be_chosen_is_refused_where_it_stands(
    teams: Sales,
) -> None:
    one, two = await make_experts(teams, 10, 20)
    await teams.patch("manager", "expert", two, retired=True)

    with pytest.raises(Invalid) as unknown:
        await teams.create("manager", "project", name="P", experts=[one["id"], 999], crew=[10**9])
    with pytest.raises(Invalid) as narrowed:
        await teams.create("manager", "project", name="P", budget=1, experts=[one["id"], two["id"]])
    free = await teams.create("manager", "project", name="P", experts=[one["id"], two["id"]])

    places = {(issue.code, issue.pointer) for issue in unknown.value.issues}
    assert places == {("reference_unknown", "/experts/1"), ("reference_unknown", "/crew/0")}
    assert [(issue.code, issue.pointer) for issue in narrowed.value.issues] == [
        ("reference_unknown", "/experts/1")
    ]
    assert free["experts"] == [one["id"], two["id"]]


async def test_a_rule_over_a_sum_of_links_sees_the_links_of_the_save(teams: Sales) -> None:
    one, two = await make_experts(teams, 600, 500)

    with pytest.raises(Invalid) as refused:
        await teams.create("manager", "project", name="P", experts=[one["id"], two["id"]])

    assert [issue.code for issue in refused.value.issues] == ["validation"]


async def test_lists_are_filtered_by_what_they_hold_and_through_it(teams: Sales) -> None:
    one, two = await make_experts(teams, 10, 200)
    north, south = teams.people["north"], teams.people["south"]
    await teams.create("manager", "project", name="A", experts=[one["id"], two["id"]], crew=[north, south])
    await teams.create("manager", "project", name="B", experts=[two["id"]], crew=[south])
    await teams.create("manager", "project", name="C", hosts=[teams.departments["north"]])

    async def named(condition: object) -> list[object]:
        return sorted(await teams.titles("manager", "project", filter=condition), key=str)

    assert await named({"field": "experts", "operator": "contains", "value": two["id"]}) == ["A", "B"]
    assert await named({"field": "experts", "operator": "is_blank"}) == ["C"]
    assert await named({"field": "crew", "operator": "includes_all", "value": [north, south]}) == ["A"]
    assert await named({"field": "hosts", "operator": "is_my_department"}) == []
    assert await named("SUM(experts.fee) > 205") == ["A"]
    assert await named({"field": "names", "operator": "contains", "value": "E0"}) == ["A"]
    assert await teams.titles("north", "project", filter={"field": "crew", "operator": "is_me"}) == []


async def test_what_may_not_be_read_of_linked_records_is_not_told_by_what_is_computed_from_it(
    teams: Sales,
) -> None:
    (mine,) = await make_experts(teams, 10, login="manager")
    made = await teams.create(
        "manager", "project", name="P", experts=[mine["id"]], owner=teams.people["north"]
    )

    seen = await teams.get("north", "project", made["id"], expand=("experts",))

    assert seen["experts"] == [{"id": mine["id"], "title": "E0"}]
    assert {"fees", "fee_list", "dearest", "dear_count", "fee_sum"}.isdisjoint(seen)
    assert (seen["names"], seen["expert_count"], seen["open_fees"]) == (["E0"], 1, ["10.00"])
    assert await teams.titles("north", "project", filter="COUNT(experts.name) > 0") == []
    with pytest.raises(Invalid):
        await teams.titles("north", "project", filter="SUM(experts.fee) > 0")


async def test_the_number_of_statements_does_not_grow_with_the_links(teams: Sales) -> None:
    experts = [each["id"] for each in await make_experts(teams, *([1] * 12))]
    counts = []
    for size in (2, 12):
        with counting() as count:
            made = await teams.create("manager", "project", name="P", experts=experts[:size])
            changed = await teams.patch("manager", "project", made, experts=experts[:size][::-1], budget=size)
            await teams.page("manager", "project", expand=("*",))
        counts.append(count.statements)
        assert changed["expert_count"] == size

    assert counts[0] == counts[1]


STEPS: st.SearchStrategy[tuple[str, int, list[int]]] = st.one_of(
    st.tuples(st.just("list"), st.integers(0, 2), st.lists(st.integers(0, 3), unique=True, max_size=4)),
    st.tuples(st.just("list in all"), st.just(0), st.lists(st.integers(0, 3), unique=True, max_size=4)),
    st.tuples(st.just("fee"), st.integers(0, 3), st.lists(st.integers(0, 200), min_size=1, max_size=1)),
    st.tuples(st.just("budget"), st.integers(0, 2), st.lists(st.integers(0, 9), max_size=1)),
    st.tuples(st.just("drop expert"), st.integers(0, 3), st.just([])),
    st.tuples(st.just("drop project"), st.integers(0, 2), st.just([])),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=4, max_size=12))
async def test_any_series_of_links_leaves_no_computed_value_behind(
    teams: Sales, steps: list[tuple[str, int, list[int]]]
) -> None:
    experts = await make_experts(teams, 10, 20, 30, 40)
    projects = [await teams.create("manager", "project", name=f"P{place}") for place in range(3)]
    gone: set[tuple[str, int]] = set()

    async def turn(form: str, number: int, version: int) -> None:
        """Into the recycle bin, or back."""
        context = teams.context("manager")
        if (form, number) in gone:
            gone.remove((form, number))
            await teams.run(lambda tx: restore_record(tx, context, form, number))
        else:
            gone.add((form, number))
            await teams.run(lambda tx: delete_record(tx, context, form, number, version))

    async def now(form: str, item: Any) -> Any:
        (row,) = await teams.fetch(f"SELECT id, version FROM app_teams.{form} WHERE id = $1", item["id"])
        return row

    for action, place, values in steps:
        form = "project" if action in {"list", "list in all", "budget", "drop project"} else "expert"
        item = await now(form, (projects if form == "project" else experts)[place])
        if action == "list in all":
            chosen = [experts[each]["id"] for each in values if ("expert", experts[each]["id"]) not in gone]
            alive = [each["id"] for each in projects if ("project", each["id"]) not in gone]
            if alive:
                request = read_bulk({"ids": alive, "values": {"experts": chosen}})
                await teams.run(lambda tx: change_many(tx, teams.context("manager"), "project", request))  # noqa: B023  awaited at once
        elif action.startswith("drop"):
            await turn(form, item["id"], item["version"])
        elif (form, item["id"]) in gone:
            continue
        elif action == "list":
            chosen = [experts[each]["id"] for each in values if ("expert", experts[each]["id"]) not in gone]
            await teams.patch("manager", form, item, experts=chosen)
        elif action == "fee":
            await teams.patch("manager", form, item, fee=values[0])
        else:
            await teams.patch("manager", form, item, budget=values[0] if values else None)
        assert await wrong(teams) == []
