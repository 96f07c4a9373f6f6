"""A plan makes the tables of one version those of another, loses nothing, and says what forbids it."""

import copy
from collections.abc import AsyncIterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

import pytest
import sqlalchemy as sa

from engines.form.conversion import Conversion, convert_rows
from engines.form.parking import ParkedField, ParkedTable, Returning, parked_table_name
from engines.form.plan import MOST_ATTRIBUTES, TablePlan, plan_tables
from engines.form.schema import Schema
from engines.form.steps import AddIndex, Convert, Fill, FillOrder, ParkColumns, ParkTable, Step, parked_name
from engines.form.tables import physical_columns
from engines.issues import sentence
from mortise.db.statements import DIALECT
from tests.engines.form.database import connect, ddl, drive, insert, refers_to_people, run
from tests.engines.form.sample import CLOCK, FACTS, documents, sound
from tests.engines.form.versions import VERSIONS, added, field, retyped, version, without

CATALOGUE: Final = """
    SELECT c.relname AS "table", a.attname AS "column", format_type(a.atttypid, a.atttypmod) AS type
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname = 'app_sample' AND c.relkind = 'r'
"""
NAMES: Final = """
    SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'app_sample'
    UNION ALL SELECT conname FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
    WHERE n.nspname = 'app_sample' AND contype = 'f'
"""


@dataclass(frozen=True)
class Live:
    """A table as the database has it."""

    attributes: int = 20


@pytest.fixture(scope="module")
async def module_connection(module_database_url: str) -> AsyncIterator[Any]:
    opened = await connect(module_database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def connection(module_connection: Any) -> Any:
    """A connection to a database without the application."""
    await module_connection.execute("DROP SCHEMA IF EXISTS app_sample CASCADE")
    return module_connection


async def apply(connection: Any, schema: Schema, plan: TablePlan) -> None:
    """Carries a plan out, values included."""
    assert plan.issues == ()
    for step in plan.steps:
        if refers_to_people(step):
            continue
        if not step.is_data:
            await connection.execute(ddl([step]))
            continue
        table = schema.sources[step.table].table
        ids = [row["id"] for row in await run(connection, sa.select(table.c.id).order_by(table.c.id), {})]
        if isinstance(step, Fill):
            await drive(connection, schema.recomputation.fill(step.table, step.keys, ids))
        elif isinstance(step, Convert):
            await drive(connection, convert_rows(Conversion(step, CLOCK, FACTS), table))
        elif isinstance(step, FillOrder):
            key = step.field or ""
            rows = await run(connection, sa.select(table.c.id, table.c[key]), {})
            names = {row["id"]: row[key] for row in rows}
            await drive(connection, one(schema.recomputation.order(step.table, key, names)))


def one(request: Any) -> Any:
    """A generator of a single request."""
    yield request


async def tables(connection: Any) -> dict[str, dict[str, str]]:
    """The tables of the application with the types of their columns, parked ones left out."""
    found: dict[str, dict[str, str]] = {}
    for row in await connection.fetch(CATALOGUE):
        if "__parked_" not in row["table"] and "__parked_" not in row["column"]:
            found.setdefault(row["table"], {})[row["column"]] = row["type"]
    return found


def parked_field(schema: Schema, table: str, key: str, number: int) -> ParkedField:
    """A field of a version as the version `number` parked it."""
    item = schema.sources[table].fields[key]
    return ParkedField(
        item, {column: parked_name(column, key, number) for column, _ in physical_columns(item)}
    )


def wanted(schema: Schema) -> dict[str, dict[str, str]]:
    """The tables that a schema should have."""
    shown = {"TEXT": "text", "TIMESTAMP WITH TIME ZONE": "timestamp with time zone"}
    return {
        name: {
            column.name: shown.get(kind, kind.lower())
            for column in source.table.c
            for kind in [column.type.compile(DIALECT).replace(' COLLATE "C"', "")]
        }
        for name, source in schema.sources.items()
    }


def names(schema: Schema) -> set[str]:
    """The indexes and references that a schema should have."""
    return {
        name
        for source in schema.sources.values()
        for name in (
            *source.indexes,
            *(key for key, found in source.references.items() if found.target.startswith("form:")),
        )
    }


async def check_tables(connection: Any, schema: Schema) -> None:
    """That the database has what the schema asks for, and no other index or reference."""
    assert await tables(connection) == wanted(schema)
    found = {row["name"] for row in await connection.fetch(NAMES)}
    found = {name for name in found if not name.endswith(("_pkey", "__parent")) and "_pkey" not in name}
    assert found == {name for name in names(schema) if not name.endswith("__parent")}


async def test_the_first_plan_makes_every_table_with_its_indexes_and_references(connection: Any) -> None:
    schema = version()

    await apply(connection, schema, plan_tables(None, schema, 1))

    await check_tables(connection, schema)


@pytest.mark.parametrize("before", VERSIONS)
async def test_a_plan_makes_one_version_out_of_another(before: str, connection: Any) -> None:
    old = version(*VERSIONS[before])
    await apply(connection, old, plan_tables(None, old, 1))
    for number, after in enumerate(VERSIONS, 2):
        new = version(*VERSIONS[after])

        await apply(connection, new, plan_tables(old, new, number))

        await check_tables(connection, new)
        old = new


@pytest.mark.parametrize("name", VERSIONS)
def test_a_version_that_stays_the_same_asks_for_nothing(name: str) -> None:
    plan = plan_tables(version(*VERSIONS[name]), version(*VERSIONS[name]), 2)

    assert plan == TablePlan(())


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
    second = version(lambda document: without(document, "subject"))
    third = version(retyped("subject", "number"))
    await apply(connection, first, plan_tables(None, first, 1))
    for subject in ("12", "zwölf"):
        await insert(connection, first.forms["order"], {"subject": subject})
    await apply(connection, second, plan_tables(first, second, 2))

    returning = Returning({("order", "subject"): [parked_field(first, "order", "subject", 2)]})
    await apply(connection, third, plan_tables(second, third, 3, returning=returning))

    rows = await connection.fetch(
        'SELECT subject, subject__parked_2 AS was FROM app_sample."order" ORDER BY id'
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


async def test_a_changed_formula_and_what_reads_it_are_computed_for_every_row(connection: Any) -> None:
    first = version()
    second = version(lambda document: field(document, "total").update(formula="SUM(lines.amount) * 2"))
    await apply(connection, first, plan_tables(None, first, 1))
    await insert(connection, first.forms["customer"], {"name": "大华"}, "大华")
    lines = ({"product": "x", "quantity": Decimal(2), "price": Decimal(5)},)
    await insert(connection, first.forms["order"], {"customer": 1, "state": "open", "lines": lines})
    for table, key in first.graph.order:
        await drive(connection, first.recomputation.fill(table, [key], [1]))

    plan = plan_tables(first, second, 2)
    await apply(connection, second, plan)

    filled = [(step.table, *step.keys) for step in plan.steps if isinstance(step, Fill)]
    assert filled == [("order", "total"), ("customer", "order_total"), ("customer", "average_order")]
    assert all(step.is_data for step in plan.steps)
    (row,) = await run(connection, second.forms["customer"].table.select(), {})
    assert (row["order_total"], row["average_order"]) == (Decimal(20), Decimal(20))


def consequences(plan: TablePlan) -> list[str]:
    """What the steps of a plan mean."""
    return [step.consequence for step in plan.steps]


def test_every_step_says_what_it_means_for_a_running_system() -> None:
    first = version()

    assert consequences(plan_tables(first, version(added("text", "colour")), 2)) == ["metadata"]
    assert consequences(plan_tables(first, version(*VERSIONS["another order"]), 2)) == ["metadata", "online"]
    assert set(consequences(plan_tables(first, version(*VERSIONS["another kind"]), 2))) == {
        "destructive",
        "metadata",
        "backfill",
    }


def test_a_change_of_words_and_limits_touches_no_table() -> None:
    changed = version(
        lambda document: field(document, "subject").update(max_length=10, label={"zh-CN": "题", "en": "S"}),
        lambda document: field(document, "discount").update(decimals=4),
        lambda document: field(document, "state")["options"].pop(),
        lambda document: field(document, "order_total", "customer").update(filter=""),
    )

    steps = plan_tables(version(), changed, 2).steps

    assert [step.keys for step in steps if isinstance(step, Fill)] == [("order_total",), ("average_order",)]
    assert all(step.is_data for step in steps)


async def test_preconditions_count_what_forbids_a_plan(connection: Any) -> None:
    first = version()
    second = version(
        lambda document: field(document, "subject").update(unique=True, required=True),
        added("date", "due_on", required=True),
        lambda document: field(document, "lines").update(required=True),
        lambda document: field(document, "lines")["fields"][2].update(required=True),
        lambda document: field(document, "remark").update(required=True, visible_when='state = "won"'),
    )
    await apply(connection, first, plan_tables(None, first, 1))
    order = first.forms["order"]
    for subject in ("same", " same ", None, "other"):
        await insert(
            connection, order, {"subject": subject, "lines": ({"product": "x"},) if subject else None}
        )
    await insert(connection, order, {"subject": "other"})
    await connection.execute('UPDATE app_sample."order" SET deleted_at = now() WHERE id = 5')

    found = []
    for precondition in plan_tables(first, second, 2).preconditions:
        (row,) = await run(connection, precondition.count, {})
        issue = precondition.issue(row[0])
        assert issue is not None
        assert sentence(issue, "zh-CN")
        assert sentence(issue, "en")
        found.append((issue.code, issue.pointer, issue.params["count"]))

    assert found == [
        ("plan_blank_rows", "/forms/1/fields/3/required", 1),
        ("plan_duplicates", "/forms/1/fields/3/unique", 1),
        ("plan_blank_rows", "/forms/1/fields/14/required", 1),
        ("plan_blank_rows", "/forms/1/fields/19/required", 4),
        ("plan_blank_rows", "/forms/1/fields/14/fields/2/required", 3),
    ]


def test_a_precondition_that_holds_makes_no_issue() -> None:
    second = version(lambda document: field(document, "subject").update(required=True))

    (precondition,) = plan_tables(version(), second, 2).preconditions

    assert precondition.issue(0) is None


def test_a_table_does_not_grow_beyond_what_postgresql_can_drop_from() -> None:
    wide = {"order": Live(MOST_ATTRIBUTES - 1)}

    fits = plan_tables(version(), version(added("date", "due_on")), 2, live=wide)
    bursts = plan_tables(version(), version(added("text", "colour")), 2, live=wide)

    assert fits.issues == ()
    assert [(issue.code, issue.pointer) for issue in bursts.issues] == [("plan_too_wide", "/forms/1/fields")]


def test_an_index_can_be_made_while_people_work() -> None:
    step = next(step for step in plan_tables(None, version(), 1).steps if isinstance(step, AddIndex))

    assert "CONCURRENTLY" in str(step.ddl(concurrently=True).compile(dialect=DIALECT))
    assert "CONCURRENTLY" not in str(step.ddl(concurrently=False).compile(dialect=DIALECT))


def test_names_that_are_too_long_are_shortened_without_clashing() -> None:
    long = "a" * 40
    first = documents()
    for letter in ("b", "c"):
        first["customer"]["fields"].append(
            {"kind": "person", "key": long[:-1] + letter, "label": {"zh-CN": "人", "en": "P"}}
        )
    first["customer"]["key"] = long
    field(first, "customer")["form"] = long

    schema = sound(*copy.deepcopy(list(first.values())))

    found = [name for source in schema.sources.values() for name in (*source.indexes, *source.references)]
    assert all(len(name) <= 63 for name in found)
    assert len(found) == len(set(found))


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


def test_versions_differ_from_one_another() -> None:
    for before, after in pairwise(VERSIONS):
        assert plan_tables(version(*VERSIONS[before]), version(*VERSIONS[after]), 2).steps
