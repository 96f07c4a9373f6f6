"""What a person with scopes brings in: records within them, those that are made along with others, and no more."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import structlog

from mortise.db.database import Database
from mortise.imports.starting import undo
from tests.mortise.imports.conftest import Importing, drop, problems
from tests.mortise.records.conftest import give_roles, set_up
from tests.mortise.records.sales import SALES, scopes

STEEL = [{"kind": "expression", "condition": 'industry = "steel"'}]


def limited(deal: dict[str, Any], **account: Any) -> Mapping[str, Any]:
    """The sales application whose sellers bring in deals and accounts as far as is given."""
    document: dict[str, Any] = deepcopy(dict(SALES))
    customers, deals, _ = document["roles"][0]["grants"]
    customers["scopes"] |= scopes("view", "create", "edit", "import", kind="all") | account
    deals["scopes"] |= scopes("view", "create", "import", kind="all") | deal
    return document


@pytest.fixture
async def company(database: Database, database_url: str, tmp_path: Path) -> Any:
    structlog.configure(processors=[drop])

    async def make(deal: dict[str, Any] | None = None, **account: Any) -> Importing:
        sales = await set_up(database, database_url, limited(deal or {}, **account))
        await give_roles(sales)
        return Importing(sales, tmp_path)

    return make


async def names(importing: Importing) -> list[str]:
    rows = await importing.sales.fetch(
        "SELECT name FROM app_sales.account WHERE deleted_at IS NULL ORDER BY id"
    )
    return [row["name"] for row in rows]


async def test_a_record_made_along_must_be_the_persons_to_make(company: Any) -> None:
    importing = await company(create=STEEL)

    told = await importing.bring(
        "north", "deal", "name,account\nA,Fresh\nB,\n", create_linked=("account",), when_bad="skip"
    )

    assert (told["created"], told["linked"]) == (1, 0)
    assert problems(told) == [(2, "account", "Fresh", "outside_scope")]
    assert await names(importing) == []


async def test_a_record_made_along_must_not_take_a_value_that_stands_elsewhere(company: Any) -> None:
    importing = await company(view=[{"kind": "owner"}])
    await importing.sales.create("manager", "account", name="Taken")

    told = await importing.bring(
        "north", "deal", "name,account\nA,Taken\nB,Fresh\n", create_linked=("account",), when_bad="skip"
    )

    assert (told["created"], told["linked"]) == (1, 1)
    assert problems(told) == [(2, "account", "Taken", "already_exists")]
    assert await names(importing) == ["Taken", "Fresh"]


async def test_a_row_must_be_the_persons_to_bring_in(company: Any) -> None:
    importing = await company(**{"import": STEEL})

    told = await importing.bring("north", "account", "name,industry\nA,steel\nB,food\n", when_bad="skip")

    assert problems(told) == [(3, "", "", "outside_scope")]
    assert await names(importing) == ["A"]


async def test_of_rows_that_are_made_early_those_that_must_not_be_are_taken_back(company: Any) -> None:
    importing = await company({"create": [{"kind": "expression", "condition": 'stage = "open"'}]})

    told = await importing.bring("north", "deal", "name,stage\nA,open\nB,won\nC,open\n", when_bad="skip")

    assert (told["created"], problems(told)) == (2, [(3, "", "", "outside_scope")])
    made = await importing.sales.fetch("SELECT name, code FROM app_sales.deal ORDER BY id")
    assert [tuple(row) for row in made] == [("A", "D-2026-0001"), ("C", "D-2026-0003")]
    logged = await importing.sales.fetch("SELECT new ->> 'name' FROM mortise.record_change ORDER BY id")
    assert [row[0] for row in logged] == ["A", "C"]


async def test_a_record_that_a_row_changes_must_be_the_persons_to_bring_in(company: Any) -> None:
    importing = await company(**{"import": STEEL})
    for name, industry in (("A", "steel"), ("B", "food")):
        await importing.sales.create("manager", "account", name=name, industry=industry)

    told = await importing.bring(
        "north", "account", "name,industry\nA,glass\nB,steel\n", mode="update", key="name", when_bad="skip"
    )

    assert (told["updated"], problems(told)) == (1, [(3, "", "", "outside_scope")])


async def test_what_stayed_is_named_to_whoever_may_see_it_by_then(company: Any) -> None:
    importing = await company()
    sales = importing.sales
    told = await importing.bring("north", "account", "name\nA\n")
    (made,) = (await sales.page("north", "account"))["items"]
    await sales.patch("manager", "account", made, industry="steel")
    await sales.run(lambda tx: undo(tx, sales.context("north"), told["id"]))
    await importing.worker().drain()

    before = await importing.told("north", "account", told["id"])
    sales.principals = {**sales.principals, "north": replace(sales.principals["north"], roles={})}
    after = await importing.told("north", "account", told["id"])

    assert before["undo"]["rows"] == [
        {"form": "account", "id": made["id"], "reason": "changed", "title": "A"}
    ]
    assert (after["undo"]["kept"], after["undo"]["rows"]) == (1, [])


@pytest.mark.parametrize("key", ["secret", "nothing"])
async def test_a_column_for_a_field_that_is_hidden_is_refused_as_one_for_none(company: Any, key: str) -> None:
    importing = await company()

    told = await importing.bring("north", "account", "name,a\nA,x\n", mapping={"name": "name", "a": key})

    assert told["state"] == "failed"
    assert [(each["code"], each["message"]) for each in told["issues"]] == [
        ("unknown_field", "There is no such field, or you may not use it.")
    ]
