"""A save that needs no transaction is written by one statement: the same record, log and event, or nothing at all."""

import asyncio
from collections.abc import Mapping
from typing import Any

import asyncpg
import pytest

from mortise.db.connections import counting
from mortise.definitions.published import PublishedApp, compile_app
from mortise.errors import Forbidden, Invalid, NotFound
from mortise.records.at_once import create_at_once, patch_at_once
from mortise.records.creation import create_record
from mortise.records.patching import patch_record
from tests.mortise.records.conftest import Sales
from tests.mortise.records.sales import MANAGER, SALES


async def create(sales: Sales, login: str, form: str, **values: object) -> Any:
    async with sales.database.read() as reader:
        return await create_at_once(reader, sales.context(login), form, values)


async def patch(sales: Sales, login: str, form: str, item: Mapping[str, Any], **values: object) -> Any:
    async with sales.database.read() as reader:
        context = sales.context(login)
        return await patch_at_once(reader, context, form, item["id"], item["version"], values)


async def traces(sales: Sales) -> list[asyncpg.Record]:
    """What is logged and told of products, apart from which record it is about."""
    return await sales.fetch(
        "SELECT action, version, actor_id, batch_id, cause, old, new, "
        "told_in IS NOT NULL AS is_told FROM mortise.record_change ORDER BY id"
    ) + await sales.fetch("SELECT kind, payload - 'id' AS payload FROM mortise.outbox ORDER BY id")


async def test_a_save_alone_takes_no_transaction(sales: Sales) -> None:
    with counting() as created:
        product = await create(sales, "manager", "product", name="Beam", price="10")
    with counting() as patched:
        changed = await patch(sales, "manager", "product", product, price="11", name="Joist")

    assert (created.statements, created.transactions) == (1, 0)
    assert (patched.statements, patched.transactions) == (2, 0)
    assert (changed["title"], changed["price"], changed["version"]) == ("Joist", "11.00", 2)
    assert await sales.get("manager", "product", product["id"]) == changed


async def test_it_leaves_the_same_as_a_save_in_a_transaction(sales: Sales) -> None:
    context = sales.context("manager")
    one = await create(sales, "manager", "product", name="Beam", price="10")
    one = await patch(sales, "manager", "product", one, price="11")
    own = await traces(sales)
    await sales.fetch("TRUNCATE mortise.record_change, mortise.outbox")

    other = await sales.run(lambda tx: create_record(tx, context, "product", {"name": "Beam", "price": "10"}))
    other = await sales.run(lambda tx: patch_record(tx, context, "product", other["id"], 1, {"price": "11"}))

    assert {**one, "id": None} == {**other, "id": None}
    assert own == await traces(sales)
    assert [row["is_told"] for row in own] == [True] * 2


async def test_what_is_named_is_looked_for_by_the_statement_that_writes(sales: Sales) -> None:
    own = await sales.create("north", "account", name="Own")
    hidden = await sales.create("south", "account", name="Hidden")
    with counting() as created:
        child = await create(sales, "north", "account", name="Child", parent_account=own["id"])
    before = await traces(sales)

    assert created.statements == 1
    assert child["parent_account"] == own["id"]
    for number in (hidden["id"], 999_999):
        assert await create(sales, "north", "account", name="Other", parent_account=number) is None
        assert await patch(sales, "north", "account", child, parent_account=number) is None
        with pytest.raises(Invalid) as refused:
            await sales.create("north", "account", name="Other", parent_account=number)
        assert [issue.pointer for issue in refused.value.issues] == ["/parent_account"]
    assert await traces(sales) == before
    with pytest.raises(Invalid) as both:
        await create(sales, "north", "account", name="x" * 101, parent_account=hidden["id"])
    assert {issue.pointer for issue in both.value.issues} == {"/name", "/parent_account"}


async def test_what_follows_in_other_records_is_left_to_a_transaction(sales: Sales) -> None:
    account = await sales.create("manager", "account", name="A")
    deal = await sales.create("manager", "deal", name="D", account=account["id"])
    product = await sales.create("manager", "product", name="P")

    assert await create(sales, "manager", "deal", name="numbered") is None
    assert await patch(sales, "manager", "deal", deal, probability=5) is None
    assert await patch(sales, "manager", "product", product, owner=sales.people["north"]) is None
    assert await patch(sales, "manager", "product", {**product, "version": 7}, price=1) is None
    assert await patch(sales, "manager", "product", product, name="P") is None


async def test_refusals_come_from_where_they_are_known(sales: Sales) -> None:
    product = await sales.create("manager", "product", name="P")
    before = await traces(sales)

    with pytest.raises(Invalid) as invalid:
        await patch(sales, "manager", "product", product, price="-1")
    with pytest.raises(Invalid):
        await create(sales, "manager", "product", price="1")
    with pytest.raises(Forbidden):
        await create(sales, "north", "product", name="x")
    with pytest.raises(NotFound):
        await patch(sales, "manager", "product", {"id": 99, "version": 1}, price=1)
    assert await patch(sales, "north", "product", product, price=1) is None

    assert [issue.pointer for issue in invalid.value.issues] == ["/price"]
    assert await traces(sales) == before


async def test_a_row_that_was_written_meanwhile_is_not_written_over(sales: Sales) -> None:
    """Also by a write that makes no new version, as that of a computed value does."""
    product = await sales.create("manager", "product", name="P", price="1")
    holder = await asyncpg.connect(sales.url)
    held = holder.transaction()
    await held.start()
    await holder.execute("UPDATE app_sales.product SET price = 5")
    task = asyncio.ensure_future(patch(sales, "manager", "product", product, name="Q"))
    waiting = 0
    while not waiting and not task.done():
        (found,) = await sales.fetch(
            "SELECT count(*) AS waiting FROM pg_stat_activity "
            "WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        waiting = found["waiting"]
    await held.commit()
    await holder.close()

    assert await task is None
    after = await sales.get("manager", "product", product["id"])
    assert (after["name"], after["price"], after["version"]) == ("P", "5.00", 1)


def under(sales: Sales, create: object, edit: object) -> PublishedApp:
    """The application under a role whose rights on products depend on what is in them."""
    scopes = {"view": [{"kind": "all"}], "create": [create], "edit": [edit]}
    role = {"key": "seller", "label": {"en": "Seller"}, "grants": [{"form": "product", "scopes": scopes}]}
    return compile_app(sales.app.id, 2, {**SALES, "roles": [role, MANAGER]})


async def test_nothing_is_written_that_the_person_may_not_write(sales: Sales) -> None:
    cheap = {"kind": "expression", "condition": "price < 100"}
    sales.app = under(sales, cheap, cheap)

    product = await create(sales, "north", "product", name="Beam", price="10")
    dear = await create(sales, "north", "product", name="Palace", price="1000")
    renamed = await patch(sales, "north", "product", product, name="Joist")
    raised = await patch(sales, "north", "product", renamed, price="1000")
    with pytest.raises(Forbidden):
        await sales.create("north", "product", name="Palace", price="1000")
    with pytest.raises(Forbidden):
        await sales.patch("north", "product", renamed, price="1000")

    assert (dear, raised) == (None, None)
    assert renamed["title"] == "Joist"
    assert await sales.titles("manager", "product") == ["Joist"]
    assert len(await sales.fetch("SELECT 1 FROM mortise.record_change WHERE form = 'product'")) == 2


async def test_rights_that_look_at_other_records_are_left_to_a_transaction(sales: Sales) -> None:
    shared = {"kind": "shared"}
    sales.app = under(sales, {"kind": "all"}, shared)
    product = await create(sales, "north", "product", name="Beam")
    await sales.fetch(
        "INSERT INTO mortise.record_share (app_id, form, record_id, person_id) VALUES ($1, 'product', $2, $3)",
        sales.app.id,
        product["id"],
        sales.people["north"],
    )

    assert await patch(sales, "north", "product", product, name="Joist") is None
    assert (await sales.patch("north", "product", product, name="Joist"))["version"] == 2
