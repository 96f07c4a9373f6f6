"""Branches of a tree of records: level by level, in their order, narrowed with what leads to the matches."""

from typing import Any

import pytest

from mortise.db.connections import counting
from mortise.db.database import Database
from mortise.errors import Invalid
from mortise.records.branch_request import read_branches
from mortise.records.branches import list_branches
from mortise.records.candidates import built_forms
from tests.mortise.records.conftest import SEAL, Sales, set_up
from tests.mortise.records.sales import LABEL, field, scopes

UNIT = {
    "key": "unit",
    "label": LABEL,
    "title_field": "name",
    "fields": [
        field("text", "name"),
        field("number", "size", decimals=0),
        field("link", "twin", form="unit"),
        field("tree_link", "above", form="unit"),
    ],
}
GRANT = {"form": "unit", "scopes": scopes("create", "view", "edit", "delete", kind="all")}
OWN = {"form": "unit", "scopes": scopes("create", "view", "edit", kind="owner")}
ROLES = [
    {"key": "manager", "label": LABEL, "grants": [GRANT]},
    {"key": "seller", "label": LABEL, "grants": [OWN]},
]
PLANT = {"key": "plant", "label": LABEL, "forms": [UNIT], "roles": ROLES}


@pytest.fixture
async def plant(database: Database, database_url: str) -> Sales:
    """Works with halls, lines in the second hall, and a yard; the north owns everything but the halls."""
    plant = await set_up(database, database_url, PLANT)
    works = await plant.create("manager", "unit", name="works", size=9)
    await plant.create("manager", "unit", name="yard", size=1)
    halls = [
        await plant.create("manager", "unit", name=f"hall {number}", size=-number, above=works["id"])
        for number in range(3)
    ]
    for number in range(4):
        await plant.create("manager", "unit", name=f"line {number}", size=number, above=halls[1]["id"])
    north = plant.people["north"]
    await plant.fetch("UPDATE app_plant.unit SET owner = $1 WHERE name NOT LIKE 'hall%'", north)
    return plant


async def branches(plant: Sales, who: str, **asked: object) -> list[Any]:
    given = {"parent": "above", "fields": "title", **asked}
    request = read_branches((name, str(value)) for name, value in given.items())
    context = plant.context(who)
    async with plant.database.read() as reader:
        await built_forms(reader, context, [context.app.schema.forms["unit"]])
        with counting() as count:
            answer: Any = await list_branches(reader, context, "unit", request, SEAL)
    # A search asks what its index proposes, too.
    assert count.statements == (2 if "search" in asked else 1)
    return list(answer["branches"])


def drawn(branch: Any) -> list[tuple[str, int, bool]]:
    titles = [item["title"] for item in branch["items"]]
    return list(zip(titles, branch["children"], branch["matches"], strict=True))


async def test_a_level_tells_how_many_stand_below_each_and_several_branches_come_at_once(
    plant: Sales,
) -> None:
    (top,) = await branches(plant, "manager", sort="name")
    halls, lines = await branches(plant, "manager", under="1,4", sort="name")

    assert (top["under"], drawn(top)) == (None, [("works", 3, True), ("yard", 0, True)])
    assert (halls["under"], drawn(halls)) == (
        1,
        [("hall 0", 0, True), ("hall 1", 4, True), ("hall 2", 0, True)],
    )
    assert [title for title, *_ in drawn(lines)] == [f"line {number}" for number in range(4)]


async def test_each_branch_is_ordered_in_itself_and_goes_on_where_its_page_ended(plant: Sales) -> None:
    halls, lines = await branches(plant, "manager", under="1,4", sort="-size", limit=2)
    (more,) = await branches(plant, "manager", under=4, sort="-size", limit=2, cursor=lines["next"])

    assert [title for title, *_ in drawn(halls)] == ["hall 0", "hall 1"]
    assert [title for title, *_ in drawn(lines)] == ["line 3", "line 2"]
    assert [title for title, *_ in drawn(more)] == ["line 1", "line 0"]
    assert more["next"] is None


@pytest.mark.parametrize("asked", [{"filter": 'name = "line 2"'}, {"search": "line 2"}])
async def test_what_matches_stays_with_what_leads_there(plant: Sales, asked: dict[str, str]) -> None:
    (top,) = await branches(plant, "manager", **asked)
    halls, lines = await branches(plant, "manager", under="1,4", **asked)

    assert drawn(top) == [("works", 1, False)]
    assert drawn(halls) == [("hall 1", 1, False)]
    assert drawn(lines) == [("line 2", 0, True)]


async def test_records_below_what_is_not_seen_stand_at_the_top(plant: Sales) -> None:
    (top,) = await branches(plant, "north", sort="name")
    (narrowed,) = await branches(plant, "north", filter="size >= 2", sort="name")
    (unseen,) = await branches(plant, "north", under=4)

    assert [title for title, *_ in drawn(top)] == ["line 0", "line 1", "line 2", "line 3", "works", "yard"]
    assert top["children"] == [0] * 6
    assert [title for title, *_ in drawn(narrowed)] == ["line 2", "line 3", "works"]
    assert unseen["items"] == []


async def test_records_below_what_is_in_the_recycle_bin_stand_at_the_top(plant: Sales) -> None:
    await plant.fetch("UPDATE app_plant.unit SET deleted_at = now() WHERE name = 'works'")

    (top,) = await branches(plant, "manager", sort="name")

    assert drawn(top) == [("hall 0", 0, True), ("hall 1", 4, True), ("hall 2", 0, True), ("yard", 0, True)]


@pytest.mark.parametrize(
    ("asked", "place", "code"),
    [
        ({"parent": "missing"}, "/parent", "unknown_field"),
        ({"parent": "twin"}, "/parent", "parent_impossible"),
        ({"parent": "name"}, "/parent", "parent_impossible"),
        ({"under": "1,x"}, "/under", "parameter_ids"),
        ({"under": "1" * 30}, "/under", "parameter_ids"),
        ({"under": ",".join(map(str, range(51)))}, "/under", "parameter_ids"),
        ({"limit": "201"}, "/limit", "parameter_range"),
        ({"under": "1,2", "cursor": "anything"}, "/cursor", "cursor_invalid"),
        ({"cursor": "anything"}, "/cursor", "cursor_invalid"),
        ({"deleted": "true"}, "/deleted", "parameter_unknown"),
    ],
)
async def test_what_makes_no_tree_is_refused(
    plant: Sales, asked: dict[str, str], place: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await branches(plant, "north", **asked)

    assert [(issue.pointer, issue.code) for issue in refused.value.issues] == [(place, code)]
