"""Records are created and changed whole or not at all, with every problem told where it stands."""

import pytest

from mortise.errors import Forbidden, Invalid, NotFound, Stale
from tests.mortise.records.conftest import Sales


def codes(refused: Invalid) -> set[tuple[str, str]]:
    return {(issue.code, issue.pointer) for issue in refused.issues}


async def test_a_created_record_is_answered_with_everything_that_follows(sales: Sales) -> None:
    account = await sales.create("north", "account", name="大华")

    deal = await sales.create(
        "north",
        "deal",
        name="Bridge",
        account=account["id"],
        budget="12.5",
        probability=50,
        meets_at="2026-11-21T18:00:00+08:00",
        tags=["won", "open"],
    )

    assert deal["id"] == 1
    assert deal["version"] == 1
    assert deal["title"] == "Bridge"
    assert deal["code"] == "D-2026-0001"
    assert deal["stage"] == "open"
    assert deal["owner"] == deal["seller"] == sales.people["north"]
    assert deal["department"] == sales.departments["north"]
    assert deal["budget"] == {"amount": "12.50", "currency": "CNY", "base": "12.50"}
    assert deal["probability"] == 50
    assert deal["tags"] == ["won", "open"]
    assert deal["lines"] == []
    assert "margin_note" not in deal
    assert await sales.get("north", "deal", deal["id"]) == deal


async def test_all_problems_come_back_at_once_and_nothing_is_kept(sales: Sales) -> None:
    with pytest.raises(Invalid) as refused:
        await sales.create(
            "north",
            "deal",
            stage="sold",
            probability=120,
            account=77,
            hot=True,
            nonsense=1,
            lines=[{"price": "x"}],
        )

    assert codes(refused.value) >= {
        ("not_option", "/stage"),
        ("number_above_maximum", "/probability"),
        ("reference_unknown", "/account"),
        ("unknown_field", "/nonsense"),
        ("not_number", "/lines/0/price"),
        ("required", "/name"),
    }
    assert (
        await sales.fetch(
            "SELECT 1 FROM app_sales.deal UNION ALL SELECT 1 FROM mortise.record_change WHERE form = 'deal'"
        )
        == []
    )
    assert (await sales.fetch("SELECT coalesce(sum(value), 0) AS n FROM mortise.counter"))[0]["n"] == 0


async def test_a_patch_changes_only_what_it_names(sales: Sales) -> None:
    deal = await sales.create("north", "deal", name="Bridge", probability=50, closes_on="2026-12-01")

    changed = await sales.patch("north", "deal", deal, probability=60)

    assert changed["version"] == 2
    assert changed["probability"] == 60
    assert {key for key in deal if deal[key] != changed[key]} == {"version", "probability"}
    log = await sales.fetch(
        "SELECT action, old, new, version FROM mortise.record_change WHERE form = 'deal' ORDER BY id"
    )
    assert [(row["action"], row["version"]) for row in log] == [("create", 1), ("update", 2)]
    assert (log[1]["old"], log[1]["new"]) == ('{"probability": 50}', '{"probability": 60}')


async def test_a_patch_that_changes_nothing_leaves_no_trace(sales: Sales) -> None:
    deal = await sales.create("north", "deal", name="Bridge", probability=50)

    assert await sales.patch("north", "deal", deal, probability=50, name="Bridge") == deal
    assert len(await sales.fetch("SELECT 1 FROM mortise.record_change WHERE form = 'deal'")) == 1


async def test_a_stale_patch_is_told_what_others_changed(sales: Sales) -> None:
    deal = await sales.create("north", "deal", name="Bridge", probability=50)
    await sales.patch("manager", "deal", deal, probability=60, margin_note="thin")

    with pytest.raises(Stale) as refused:
        await sales.patch("north", "deal", deal, probability=70)

    assert refused.value.extra == {"fields": ["probability"], "current": {"probability": 60}, "version": 2}


async def test_lines_are_kept_changed_added_and_taken_away_as_one_set(sales: Sales) -> None:
    product = await sales.create("manager", "product", name="Beam", price="10")
    deal = await sales.create(
        "north",
        "deal",
        name="Bridge",
        lines=[{"product": product["id"], "quantity": 2}, {"quantity": 1, "price": "5"}],
    )
    first, second = deal["lines"]
    assert (first["price"], first["amount"], second["amount"]) == ("10.00", "20.00", "5.00")
    assert deal["total"] == "25.00"

    changed = await sales.patch(
        "north", "deal", deal, lines=[{"quantity": 3, "price": "1"}, {"id": first["id"], "quantity": 4}]
    )

    assert changed["version"] == 2
    assert [(line["quantity"], line["amount"]) for line in changed["lines"]] == [(3, "3.00"), (4, "40.00")]
    assert changed["lines"][1]["id"] == first["id"]
    assert changed["total"] == "43.00"
    assert len(await sales.fetch("SELECT 1 FROM app_sales.deal__lines")) == 2


async def test_a_row_of_another_record_is_refused(sales: Sales) -> None:
    one = await sales.create("north", "deal", name="One", lines=[{"quantity": 1}])
    two = await sales.create("north", "deal", name="Two", lines=[{"quantity": 1}])

    with pytest.raises(Invalid) as refused:
        await sales.patch("north", "deal", one, lines=[{"id": two["lines"][0]["id"], "quantity": 9}])

    assert codes(refused.value) == {("row_unknown", "/lines/0/id")}
    assert (await sales.get("north", "deal", two["id"])) == two


async def test_system_columns_and_foreign_names_are_refused_on_write(sales: Sales) -> None:
    names = [
        "id",
        "version",
        "created_by",
        "updated_at",
        "department",
        "deleted_at",
        "role",
        "admin",
        "owner_id",
    ]
    with pytest.raises(Invalid) as refused:
        await sales.create("north", "deal", name="x", **dict.fromkeys(names, 1))

    assert {issue.pointer for issue in refused.value.issues} == {f"/{name}" for name in names}


async def test_computed_hidden_and_readable_fields_are_not_written(sales: Sales) -> None:
    deal = await sales.create("north", "deal", name="Bridge")

    with pytest.raises(Invalid) as refused:
        await sales.patch("north", "deal", deal, total="9", code="D-1", margin_note="x", notes="y")

    assert codes(refused.value) == {
        ("not_writable", "/total"),
        ("not_writable", "/code"),
        ("unknown_field", "/margin_note"),
        ("not_writable", "/notes"),
    }


async def test_a_record_that_is_not_mine_is_not_there(sales: Sales) -> None:
    deal = await sales.create("north", "deal", name="Bridge")

    with pytest.raises(NotFound):
        await sales.get("south", "deal", deal["id"])
    with pytest.raises(NotFound):
        await sales.patch("south", "deal", deal, name="Mine")


async def test_a_record_that_i_may_only_view_is_not_changed(sales: Sales) -> None:
    product = await sales.create("manager", "product", name="Beam")

    with pytest.raises(Forbidden):
        await sales.patch("north", "product", product, name="Mine")


async def test_a_link_to_an_unseen_record_reads_like_a_link_to_none(sales: Sales) -> None:
    hidden = await sales.create("south", "account", name="Hidden")

    for number in (hidden["id"], 999_999):
        with pytest.raises(Invalid) as refused:
            await sales.create("north", "deal", name="x", account=number)
        assert codes(refused.value) == {("reference_unknown", "/account")}


async def test_a_taken_value_says_only_that_it_exists(sales: Sales) -> None:
    await sales.create("south", "account", name="大华")

    with pytest.raises(Invalid) as refused:
        await sales.create("north", "account", name=" 大华 ")

    assert codes(refused.value) == {("already_exists", "/name")}


async def test_a_transfer_stamps_the_new_owners_department(sales: Sales) -> None:
    deal = await sales.create("north", "deal", name="Bridge")
    south = sales.people["south"]

    with pytest.raises(Invalid) as refused:
        await sales.patch("north", "deal", deal, owner=south)
    moved = await sales.patch("manager", "deal", deal, owner=south)

    assert codes(refused.value) == {("not_transferable", "/owner")}
    assert (moved["owner"], moved["department"]) == (south, sales.departments["south"])
    with pytest.raises(NotFound):
        await sales.get("north", "deal", deal["id"])


async def test_a_stage_gate_is_told_at_its_field(sales: Sales) -> None:
    deal = await sales.create("north", "deal", name="Bridge")

    with pytest.raises(Invalid) as refused:
        await sales.patch("north", "deal", deal, stage="quote")

    assert codes(refused.value) == {("gate_required", "/account")}
