"""Fields that have nothing to do with the rest of their record are changed by one statement, which leaves the same as a
save that reads the record first."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

import asyncpg
import pytest

from engines.form.apart import demanded_beside
from engines.form.fields import FIELD_KINDS
from mortise.db.connections import counting
from mortise.db.database import Database
from mortise.definitions.published import compile_app
from mortise.errors import Invalid
from mortise.records.apart import PLAIN
from mortise.records.at_once import patch_at_once
from tests.mortise.records.conftest import Sales, set_up
from tests.mortise.records.sales import LABEL, SALES, field


async def patch(sales: Sales, item: Mapping[str, Any], **values: object) -> Any:
    async with sales.database.read() as reader:
        context = sales.context("manager")
        return await patch_at_once(reader, context, "product", item["id"], item["version"], values)


async def traces(sales: Sales) -> list[asyncpg.Record]:
    """What is logged and told, apart from which record it is about."""
    return await sales.fetch(
        "SELECT action, version, actor_id, batch_id, cause, old, new, unlinked, "
        "told_in IS NOT NULL AS is_told FROM mortise.record_change ORDER BY id"
    ) + await sales.fetch("SELECT kind, payload - 'id' AS payload FROM mortise.outbox ORDER BY id")


def with_fields(*fields: Mapping[str, object], **settings: object) -> dict[str, object]:
    """The application with other fields of products beside their names."""
    product = {"key": "product", "label": LABEL, "title_field": "name", **settings}
    named = field("text", "name", required=True)
    return {
        "key": "sales",
        "label": LABEL,
        "forms": [{**product, "fields": [named, *fields]}],
        "roles": [{"key": "manager", "label": LABEL, "administrator": True}],
    }


def plain_kinds() -> dict[str, tuple[dict[str, object], object, object]]:
    """A field of every kind that keeps values of its own, with two values that it takes."""
    found = {}
    for kind, made in FIELD_KINDS.items():
        example: Any = made.examples[0]
        values = {str(shown): raw for raw, shown in example["accepts"] if shown not in (None, "", [])}
        settings = {name: value for name, value in example["settings"].items() if name != "unique"}
        typed = made.model_validate({"key": "x", "label": LABEL, **settings})
        is_own = (
            not typed.computed and typed.row_fields() is None and typed.stored and not typed.holds_files()
        )
        if is_own and "type" not in example and typed.meaning.source is None and len(values) > 1:
            first, second, *_ = values.values()
            found[kind] = (field(kind, f"f_{kind}", **settings), first, second)
    return found


KINDS: Final = plain_kinds()


async def test_a_field_of_any_kind_is_changed_alike_on_both_ways(
    database: Database, database_url: str
) -> None:
    fields = [given for given, _, _ in KINDS.values()]
    sales = await set_up(database, database_url, with_fields(*fields))
    form = sales.app.schema.forms["product"]
    values = {f"f_{kind}": first for kind, (_, first, _) in KINDS.items()}
    one, other = [await sales.create("manager", "product", name="Beam", **values) for _ in range(2)]
    own = {
        kind
        for kind in KINDS
        if demanded_beside(form, frozenset({key := f"f_{kind}"})) is not None
        and isinstance(form.fields[key].output(form.table).type, PLAIN)
    }
    given = {f"f_{kind}": KINDS[kind][2] for kind in own}
    await sales.fetch("TRUNCATE mortise.record_change, mortise.outbox")
    with counting() as counted:
        one = await patch(sales, one, **given)
    left = await traces(sales)
    await sales.fetch("TRUNCATE mortise.record_change, mortise.outbox")
    other = await sales.patch("manager", "product", other, **given)

    assert counted.statements == 1
    assert {**one, "id": None} == {**other, "id": None}
    assert left == await traces(sales)
    assert [row["is_told"] for row in left] == [True] * 1
    assert {"text", "long_text", "number", "boolean", "date", "phone", "email", "percent"} <= own


async def test_only_what_differs_is_told(database: Database, database_url: str) -> None:
    fields = (field("number", "price"), field("text", "place"), field("boolean", "sold"))
    own = await set_up(database, database_url, with_fields(*fields))
    product = await own.create("manager", "product", name="Beam", price="1.50", place="Xi'an")
    await own.fetch("TRUNCATE mortise.record_change")
    with counting() as counted:
        changed = await patch(own, product, price="1.5", place=None, sold=True)

    assert counted.statements == 1
    assert (changed["price"], changed["place"], changed["sold"], changed["version"]) == (
        "1.50",
        None,
        True,
        2,
    )
    (told,) = await own.fetch("SELECT old, new, version FROM mortise.record_change")
    assert (told["old"], told["new"], told["version"]) == (
        '{"sold": null, "place": "Xi\'an"}',
        '{"sold": true, "place": null}',
        2,
    )
    assert await patch(own, changed, price="1.5", place=None) is None
    assert len(await own.fetch("SELECT 1 FROM mortise.record_change")) == 1


async def test_a_record_that_lacks_what_it_must_have_is_not_changed_alone(sales: Sales) -> None:
    product = await sales.create("manager", "product", name="Beam", price="1")
    await sales.fetch("UPDATE app_sales.product SET name = NULL")

    with pytest.raises(Invalid) as refused:
        await patch(sales, product, price="2")

    assert [(issue.code, issue.pointer) for issue in refused.value.issues] == [("required", "/name")]
    assert (await sales.fetch("SELECT price FROM app_sales.product"))[0]["price"] == 1


async def test_what_another_wrote_meanwhile_is_what_the_log_tells_of(sales: Sales) -> None:
    """Also where the other made no new version."""
    product = await sales.create("manager", "product", name="P", price="1")
    holder = await asyncpg.connect(sales.url)
    held = holder.transaction()
    await held.start()
    await holder.execute("UPDATE app_sales.product SET price = 5.00")
    task = asyncio.ensure_future(patch(sales, product, price="7"))
    waiting = 0
    while not waiting and not task.done():
        (found,) = await sales.fetch(
            "SELECT count(*) AS waiting FROM pg_stat_activity "
            "WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        waiting = found["waiting"]
    await held.commit()
    await holder.close()

    assert (await task)["price"] == "7.00"
    (told,) = await sales.fetch("SELECT old, new FROM mortise.record_change WHERE action = 'update'")
    assert (told["old"], told["new"]) == ('{"price": "5.00"}', '{"price": "7.00"}')


@pytest.mark.parametrize(
    ("more", "settings"),
    [
        ([field("formula", "double", formula="price * 2")], {}),
        ([field("text", "note", visible_when="price > 1", required=True)], {}),
        ([field("text", "note", required_when="price > 1")], {}),
        (
            [],
            {"validations": [{"key": "x", "condition": "price < 9", "message": LABEL, "fields": ["price"]}]},
        ),
        ([], {"title_field": None, "title_formula": 'name & " " & price'}),
    ],
    ids=["computed", "shown", "required", "valid", "titled"],
)
def test_what_else_depends_on_a_field_is_looked_at(
    more: list[dict[str, object]], settings: dict[str, object]
) -> None:
    fields = [field("number", "price"), field("text", "place"), *more]
    form = compile_app(1, 1, with_fields(*fields, **settings)).schema.forms["product"]

    assert demanded_beside(form, frozenset({"price"})) is None
    assert demanded_beside(form, frozenset({"price", "place"})) is None


def test_a_field_that_names_something_or_passes_a_gate_is_looked_at() -> None:
    account, deal = (compile_app(1, 1, SALES).schema.forms[key] for key in ("account", "deal"))

    assert demanded_beside(account, frozenset({"parent_account"})) is None
    assert demanded_beside(account, frozenset({"industry"})) == frozenset({"name"})
    assert demanded_beside(deal, frozenset({"notes"})) is None
