"""A bulk change reaches exactly as far as the changes of single records."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from mortise.definitions.published import compile_app
from mortise.errors import Forbidden, NotFound
from tests.mortise.records.conftest import Sales
from tests.mortise.records.sales import MANAGER, SALES
from tests.mortise.records.test_bulk import bulk, codes, deals, ids, refused


async def test_records_of_others_are_not_there_and_hidden_fields_unknown(sales: Sales) -> None:
    mine, other = await sales.create("north", "deal", name="A"), await sales.create("south", "deal", name="B")

    one = await refused(sales, "north", "deal", ids=[mine["id"], other["id"], 77], values={"probability": 1})
    two = await refused(sales, "north", "deal", ids=[mine["id"]], values={"margin_note": "x", "notes": "y"})
    three = await refused(sales, "north", "deal", ids=[mine["id"]], values={"lines": []})
    four = await refused(sales, "north", "deal", filter='margin_note = "x"', values={"probability": 1})

    missing = ("record_missing", "/records/1/id"), ("record_missing", "/records/2/id")
    assert codes(one) == list(missing)
    assert codes(two) == [("not_writable", "/values/notes"), ("unknown_field", "/values/margin_note")]
    assert codes(three) == [("bulk_rows", "/values/lines")]
    assert [issue.pointer.split("/")[1] for issue in four.issues] == ["filter"]


async def test_seen_is_not_changed_without_the_right(sales: Sales) -> None:
    seen = await sales.create("manager", "account", name="A")
    await sales.fetch("UPDATE app_sales.account SET department = $1", sales.departments["north"])

    with pytest.raises(Forbidden):
        await bulk(sales, "north", "deal", action="delete", ids=[1])
    with pytest.raises(Forbidden):
        await bulk(sales, "north", "product", ids=[1], values={"price": 1})
    with pytest.raises(NotFound):
        await bulk(sales, "north", "nothing", ids=[1], values={"price": 1})
    found = await refused(sales, "north", "account", ids=[seen["id"]], values={"industry": "x"})
    handed = await refused(sales, "north", "deal", action="transfer", ids=[1], owner=sales.people["south"])

    assert codes(found) == [("record_not_granted", "/records/0/id")]
    assert codes(handed) == [("not_transferable", "/owner")]


async def test_nobody_writes_a_record_out_of_their_own_reach(sales: Sales) -> None:
    """A role that may edit deals of one stage cannot move them into another, one by one or in bulk."""
    open_deals = [{"kind": "expression", "condition": 'stage <> "won"'}]
    grants = {
        "form": "deal",
        "scopes": {"view": [{"kind": "all"}], "edit": open_deals, "bulk_edit": open_deals},
    }
    role = {"key": "seller", "label": {"zh-CN": "销售", "en": "Seller"}, "grants": [grants]}
    narrow = await narrowed(sales, role)
    made = await deals(sales, "manager", 2)
    with pytest.raises(Forbidden):
        await narrow.patch("north", "deal", made[0], stage="won")

    found = await refused(narrow, "north", "deal", ids=ids(made), values={"stage": "won"})
    allowed = await bulk(narrow, "north", "deal", ids=ids(made), values={"stage": "lost"})

    assert codes(found) == [("outside_scope", "/records/0/values"), ("outside_scope", "/records/1/values")]
    assert allowed["done"] == 2


async def test_the_same_in_many_at_a_stroke_is_a_right_of_its_own(sales: Sales) -> None:
    """Where it is granted on fewer records than editing, the others take only values of their own."""
    scopes = {"view": [{"kind": "all"}], "edit": [{"kind": "all"}], "bulk_edit": [{"kind": "owner"}]}
    role = {"key": "seller", "label": {"zh-CN": "销售", "en": "Seller"}}
    some = await narrowed(sales, {**role, "grants": [{"form": "deal", "scopes": scopes}]})
    del scopes["bulk_edit"]
    none = await narrowed(sales, {**role, "grants": [{"form": "deal", "scopes": scopes}]})
    made = [*(await deals(sales, "north", 1)), *(await deals(sales, "south", 1))]

    found = await refused(some, "north", "deal", ids=ids(made), values={"stage": "won"})
    with pytest.raises(Forbidden):
        await bulk(none, "north", "deal", ids=ids(made), values={"stage": "won"})
    own = [{"id": number, "values": {"stage": "won"}} for number in ids(made)]

    assert codes(found) == [("record_not_granted", "/records/1/id")]
    assert (await bulk(none, "north", "deal", records=own))["done"] == 2


async def narrowed(sales: Sales, role: Mapping[str, object]) -> Sales:
    """The same records under another role of the sellers."""
    app = compile_app(sales.app.id, 2, {**SALES, "roles": [role, MANAGER]})
    return replace(sales, app=app)


async def test_a_transfer_takes_the_department_of_the_new_owner(sales: Sales) -> None:
    made = await deals(sales, "north", 2)

    answer = await bulk(
        sales, "manager", "deal", action="transfer", ids=ids(made), owner=sales.people["south"]
    )
    unknown = await refused(sales, "manager", "deal", action="transfer", ids=ids(made), owner=999)

    assert answer["done"] == 2
    after = [await sales.get("manager", "deal", number) for number in ids(made)]
    assert [(item["owner"], item["department"]) for item in after] == [
        (sales.people["south"], sales.departments["south"])
    ] * 2
    log = await sales.fetch("SELECT new FROM mortise.record_change WHERE action = 'update'")
    assert all('"owner"' in row["new"] and '"department"' in row["new"] for row in log)
    assert {code for code, _ in codes(unknown)} == {"reference_unknown"}


async def test_what_is_in_the_bin_is_handed_over_there_and_comes_back_to_the_new_owner(sales: Sales) -> None:
    made = await deals(sales, "north", 3)
    await bulk(sales, "manager", "deal", action="delete", ids=ids(made[:2]))
    asked: dict[str, object] = {"action": "transfer", "filter": None, "owner": sales.people["south"]}

    seen = await bulk(sales, "manager", "deal", **asked, deleted=True, preview=True)
    done = await bulk(sales, "manager", "deal", **asked, deleted=True)

    assert (seen["done"], done["done"]) == (2, 2)
    stamped = await sales.fetch("SELECT id, owner, department, deleted_at FROM app_sales.deal ORDER BY id")
    south = sales.people["south"], sales.departments["south"]
    assert [(each["owner"], each["department"]) == south for each in stamped] == [True, True, False]
    assert [each["deleted_at"] is None for each in stamped] == [False, False, True]
    await bulk(sales, "manager", "deal", action="restore", ids=ids(made[:1]))
    assert (await sales.get("south", "deal", made[0]["id"]))["owner"] == sales.people["south"]
