"""What a version removes or changes the kind of is kept, and comes back."""

from decimal import Decimal
from typing import Any

import pytest

from engines.form.parking import ParkedField, ParkedTable, Returning, parked_table_name
from engines.form.plan import plan_tables
from engines.form.schema import Schema
from engines.form.steps import ParkColumns, ParkTable, Step, parked_name
from engines.form.tables import physical_columns
from tests.engines.form.database import insert, run
from tests.engines.form.planned import apply, check_tables, connection, module_connection
from tests.engines.form.sample import documents
from tests.engines.form.versions import VERSIONS, field, retyped, version, without

__all__ = ["connection", "module_connection"]


def parked_field(schema: Schema, table: str, key: str, number: int) -> ParkedField:
    """A field of a version as the version `number` parked it."""
    item = schema.sources[table].fields[key]
    return ParkedField(
        item, {column: parked_name(column, key, number) for column, _ in physical_columns(item)}
    )


async def test_a_removed_field_is_parked_and_comes_back_with_its_values(connection: Any) -> None:
    first, second = version(), version(lambda document: without(document, "remark"))
    await apply(connection, first, plan_tables(None, first, 1))
    await insert(connection, first.forms["order"], {"remark": "留着"})

    await apply(connection, second, plan_tables(first, second, 2))
    returning = Returning({("order", "remark"): [parked_field(first, "order", "remark", 2)]})
    plan = plan_tables(second, first, 3, returning=returning)
    await apply(connection, first, plan)

    (row,) = await run(connection, first.forms["order"].table.select(), {})
    assert row["remark"] == "留着"
    await check_tables(connection, first)


async def test_a_field_of_a_parked_name_begins_blank_unless_its_values_are_taken_back(
    connection: Any,
) -> None:
    first, second = version(), version(lambda document: without(document, "remark"))
    await apply(connection, first, plan_tables(None, first, 1))
    await insert(connection, first.forms["order"], {"remark": "留着"})

    await apply(connection, second, plan_tables(first, second, 2))
    await apply(connection, first, plan_tables(second, first, 3))

    (row,) = await run(connection, first.forms["order"].table.select(), {})
    assert row["remark"] is None
    assert await connection.fetchval('SELECT remark__parked_2 FROM app_sample."order"') == "留着"


async def test_a_removed_sub_table_is_parked_and_comes_back_with_its_rows(connection: Any) -> None:
    first, second = version(), version(*VERSIONS["no lines"])
    await apply(connection, first, plan_tables(None, first, 1))
    await insert(connection, first.forms["order"], {"lines": ({"product": "x"},)})

    plan = plan_tables(first, second, 2)
    await apply(connection, second, plan)
    lines = ParkedTable(first.sources["order__lines"], parked_table_name("order__lines", 2))
    back = plan_tables(second, first, 3, returning=Returning(tables={"order__lines": lines}))
    await apply(connection, first, back)

    assert any(isinstance(step, ParkTable) and step.consequence == "destructive" for step in plan.steps)
    assert await connection.fetchval("SELECT product FROM app_sample.order__lines") == "x"
    await check_tables(connection, first)


async def test_values_become_those_of_another_kind_and_what_cannot_stays_parked(connection: Any) -> None:
    first = version()
    second = version(
        retyped("subject", "number"),
        retyped("tags", "long_text"),
        retyped("state", "multi_choice", options=field(documents(), "state")["options"]),
        lambda document: document["order"].update(gates=[], stage_field=None),
        lambda document: field(document, "order_total", "customer").update(filter=""),
        lambda document: field(document, "lines")["fields"].pop(),
    )
    await apply(connection, first, plan_tables(None, first, 1))
    order = first.forms["order"]
    await insert(connection, order, {"subject": "1,200.5", "tags": ("red", "blue"), "state": "won"})
    await insert(connection, order, {"subject": "一千二百"})

    await apply(connection, second, plan_tables(first, second, 2))

    table = second.forms["order"].table
    rows = await run(connection, table.select().order_by(table.c.id), {})
    parked = await connection.fetch('SELECT subject__parked_2 AS was FROM app_sample."order" ORDER BY id')
    assert [row["subject"] for row in rows] == [Decimal("1200.50"), None]
    assert [row["tags"] for row in rows] == ["红、蓝", None]
    assert [row["state"] for row in rows] == [["won"], None]
    assert [row["was"] for row in parked] == ["1,200.5", "一千二百"]


async def test_values_that_come_back_to_their_kind_are_what_they_were(connection: Any) -> None:
    first = version()
    second = version(retyped("subject", "number"))
    await apply(connection, first, plan_tables(None, first, 1))
    order = first.forms["order"]
    for subject in ("001,200.5", "一千二百", "7", None):
        await insert(connection, order, {"subject": subject})
    await apply(connection, second, plan_tables(first, second, 2))
    await connection.execute('UPDATE app_sample."order" SET subject = 8 WHERE id = 3')

    returning = Returning({("order", "subject"): [parked_field(first, "order", "subject", 2)]})
    await apply(connection, first, plan_tables(second, first, 3, returning=returning))

    rows = await run(connection, order.table.select().order_by(order.table.c.id), {})
    assert [row["subject"] for row in rows] == ["001,200.5", "一千二百", "8", None]
    await check_tables(connection, first)


async def test_a_parked_field_of_another_kind_comes_back_converted(connection: Any) -> None:
    first = version()
    second = version(lambda document: without(document, "remark"))
    third = version(retyped("remark", "number"))
    await apply(connection, first, plan_tables(None, first, 1))
    for remark in ("12", "zwölf"):
        await insert(connection, first.forms["order"], {"remark": remark})
    await apply(connection, second, plan_tables(first, second, 2))

    returning = Returning({("order", "remark"): [parked_field(first, "order", "remark", 2)]})
    await apply(connection, third, plan_tables(second, third, 3, returning=returning))

    rows = await connection.fetch(
        'SELECT remark, remark__parked_2 AS was FROM app_sample."order" ORDER BY id'
    )
    assert [tuple(row) for row in rows] == [(Decimal(12), "12"), (None, "zwölf")]


async def test_a_text_that_becomes_a_choice_is_read_as_one(connection: Any) -> None:
    """Both are texts to the database, and what is no option must not stay behind as one."""
    first = version()
    options = [{"key": "big", "label": {"zh-CN": "大", "en": "Large"}}]
    second = version(retyped("subject", "choice", options=options))
    await apply(connection, first, plan_tables(None, first, 1))
    for subject in ("大", "big", "huge"):
        await insert(connection, first.forms["order"], {"subject": subject})

    await apply(connection, second, plan_tables(first, second, 2))

    rows = await connection.fetch('SELECT subject FROM app_sample."order" ORDER BY id')
    assert [row["subject"] for row in rows] == ["big", "big", None]


async def test_a_field_that_becomes_computed_leaves_what_people_wrote(connection: Any) -> None:
    first = version()
    second = version(retyped("subject", "formula", formula='"computed"'))
    await apply(connection, first, plan_tables(None, first, 1))
    await insert(connection, first.forms["order"], {"subject": "written"})

    await apply(connection, second, plan_tables(first, second, 2))

    rows = await connection.fetch('SELECT subject, subject__parked_2 AS was FROM app_sample."order"')
    assert [tuple(row) for row in rows] == [("computed", "written")]


@pytest.mark.parametrize("table", ["order", "o" * 63])
def test_parked_tables_of_every_version_have_names_of_their_own(table: str) -> None:
    names = [parked_table_name(table, number) for number in (7, 1234, 12345)]

    assert len({*names}) == 3
    assert all(len(name) <= 63 for name in names)
    assert [name.rpartition("__parked_")[2] for name in names] == ["7", "1234", "12345"]


def test_parked_columns_keep_what_belongs_together() -> None:
    steps: tuple[Step, ...] = plan_tables(version(), version(*VERSIONS["fields less"]), 7).steps

    parked = {old: new for step in steps if isinstance(step, ParkColumns) for old, new in step.names.items()}

    assert parked == {
        "remark": "remark__parked_7",
        "freight": "freight__parked_7",
        "freight__currency": "freight__parked_7__currency",
        "freight__base": "freight__parked_7__base",
    }
