"""Whose the records of a file are: a column names their owners, for whoever may hand over records."""

import json
from pathlib import Path
from typing import Any

import pytest
import structlog

from mortise.db.connections import counting
from mortise.db.database import Database
from mortise.imports.starting import undo
from tests.mortise.imports.conftest import Importing, drop, problems
from tests.mortise.imports.test_scopes import STEEL, limited
from tests.mortise.records.conftest import give_roles, set_up

ACCOUNTS = """
SELECT account.name, industry, person.login AS owner, department.name AS department
FROM app_sales.account JOIN mortise.person ON person.id = account.owner
LEFT JOIN mortise.department ON department.id = account.department
WHERE deleted_at IS NULL ORDER BY account.id
"""
LOGGED = "SELECT action, old, new FROM mortise.record_change WHERE form = 'account' ORDER BY id"


async def set_importing(database: Database, url: str, folder: Path, document: Any) -> Importing:
    structlog.configure(processors=[drop])
    sales = await set_up(database, url, document)
    await give_roles(sales)
    return Importing(sales, folder)


@pytest.fixture
async def company(database: Database, database_url: str, tmp_path: Path) -> Any:
    """Sellers see, bring in and change all accounts, and hand them over as far as is given."""

    async def make(**account: Any) -> Importing:
        return await set_importing(database, database_url, tmp_path, limited({}, **account))

    return make


async def accounts(importing: Importing) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await importing.sales.fetch(ACCOUNTS)]


async def changes(importing: Importing) -> list[tuple[str, Any, Any]]:
    """What the log tells of accounts: the action, what stood there, and what stands there now."""
    rows = await importing.sales.fetch(LOGGED)
    return [(row["action"], json.loads(row["old"] or "null"), json.loads(row["new"])) for row in rows]


async def take_back(importing: Importing, login: str, number: int) -> dict[str, Any]:
    sales = importing.sales
    await sales.run(lambda tx: undo(tx, sales.context(login), number))
    await importing.worker().drain()
    return await importing.told(login, "account", number)


@pytest.mark.parametrize("when_bad", ["stop", "skip"])
async def test_a_column_says_whose_each_record_is_and_a_blank_cell_leaves_it_to_whoever_imports(
    importing: Importing, when_bad: str
) -> None:
    text = "name,负责人\nA,张伟\nB,\nC,South\nD,Liu Yang\n"

    told = await importing.bring("manager", "account", text, when_bad=when_bad)

    assert (told["created"], problems(told)) == (4, [])
    assert await accounts(importing) == [
        ("A", None, "north", "north"),
        ("B", None, "manager", "sales"),
        ("C", None, "south", "south"),
        ("D", None, "manager", "sales"),
    ]
    sales = importing.sales
    logged = [new for _, _, new in await changes(importing)]
    assert [(each["owner"], each["department"]) for each in logged] == [
        (sales.people[owner], sales.departments[department])
        for owner, department in (
            ("north", "north"),
            ("manager", "sales"),
            ("south", "south"),
            ("manager", "sales"),
        )
    ]
    undone = await take_back(importing, "manager", told["id"])
    assert undone["undo"]["removed"] == 4


async def test_who_is_unknown_ambiguous_or_gone_is_told_of_the_cell(importing: Importing) -> None:
    await importing.sales.fetch("UPDATE mortise.person SET name_en = 'Zhang Wei' WHERE login = 'manager'")
    await importing.sales.fetch("UPDATE mortise.person SET active = false WHERE login = 'south'")
    text = "name,Owner\nA,Zhang Wei\nB,nobody\nC,王芳\nD,张伟\n"

    told = await importing.bring("manager", "account", text, when_bad="skip")

    assert problems(told) == [
        (2, "Owner", "Zhang Wei", "name_ambiguous"),
        (3, "Owner", "nobody", "name_unknown"),
        (4, "Owner", "王芳", "name_unknown"),
    ]
    assert await accounts(importing) == [("D", None, "north", "north")]


async def test_who_may_not_hand_over_records_owns_what_they_bring_in(company: Any) -> None:
    importing = await company()
    text = "name,负责人\nA,王芳\n"

    told = await importing.bring("north", "account", text)
    refused = await importing.bring("north", "account", text, mapping={"name": "name", "负责人": "owner"})
    filled = await importing.bring(
        "north", "account", "name\nB\n", filled=({"field": "owner", "text": "王芳"},)
    )

    assert problems(told) == [(0, "负责人", "", "import_column_left_out")]
    assert await accounts(importing) == [("A", None, "north", "north")]
    for each in (refused, filled):
        assert (each["state"], [issue["code"] for issue in each["issues"]]) == ("failed", ["unknown_field"])


async def test_a_field_of_the_form_that_is_called_owner_is_meant_before_the_records_own(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    document: Any = limited({})
    document["forms"][0]["fields"].append(
        {"kind": "text", "key": "clerk", "label": {"zh-CN": "负责人", "en": "Owner"}}
    )
    importing = await set_importing(database, database_url, tmp_path, document)

    told = await importing.bring("manager", "account", "name,负责人,拥有者\nA,Smith,south\n")

    assert (told["created"], problems(told)) == (1, [])
    assert await accounts(importing) == [("A", None, "south", "south")]
    clerks = await importing.sales.fetch("SELECT clerk FROM app_sales.account")
    assert [row["clerk"] for row in clerks] == ["Smith"]


async def test_records_are_handed_over_as_far_as_the_scope_of_that_goes(company: Any) -> None:
    importing = await company(transfer=STEEL)
    for name, industry in (("Rail", "steel"), ("Oats", "food"), ("Beam", "steel"), ("Wire", "steel")):
        await importing.sales.create("north", "account", name=name, industry=industry)
    text = (
        "name,industry,owner\nRail,steel,south\nOats,food,south\nBeam,steel,\nWire,steel,north\n"
        "New,steel,south\nMilk,food,south\nMeal,food,north\n"
    )

    told = await importing.bring("north", "account", text, mode="both", key="name", when_bad="skip")

    assert problems(told) == [
        (3, "owner", "south", "not_transferable"),
        (7, "owner", "", "not_transferable"),
    ]
    assert (told["created"], told["updated"], told["unchanged"]) == (2, 1, 2)
    assert await accounts(importing) == [
        ("Rail", "steel", "south", "south"),
        ("Oats", "food", "north", "north"),
        ("Beam", "steel", "north", "north"),
        ("Wire", "steel", "north", "north"),
        ("New", "steel", "south", "south"),
        ("Meal", "food", "north", "north"),
    ]
    people, departments = importing.sales.people, importing.sales.departments
    former = {"owner": people["north"], "department": departments["north"]}
    handed = {"owner": people["south"], "department": departments["south"]}
    assert [each for each in await changes(importing) if each[0] == "update"] == [("update", former, handed)]

    undone = await take_back(importing, "north", told["id"])

    assert undone["undo"] | {"rows": []} == {"removed": 0, "restored": 1, "kept": 2, "rows": []}
    assert (await accounts(importing))[0] == ("Rail", "steel", "north", "north")


async def test_none_of_a_hundred_owners_takes_a_statement_of_its_own(importing: Importing) -> None:
    counts = []
    for count in (1, 100):
        lines = [f"{count}-{place},{('south', 'north')[place % 2]}" for place in range(count)]
        number = await importing.begin("manager", "account", "\n".join(["name,owner", *lines]).encode())
        with counting() as counted:
            await importing.worker().drain()
        counts.append(counted.statements)
        assert (await importing.told("manager", "account", number))["created"] == count

    # A worker that takes long says now and then that it is at work.
    assert counts[1] < counts[0] + 50
