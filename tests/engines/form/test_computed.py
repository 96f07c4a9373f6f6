"""Computed columns follow every change, and hold what Python would compute."""

import asyncio
import random
from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any, Final

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines.form.graph import EXISTENCE
from engines.form.parsing import parse_record
from engines.form.sorting import sort_key
from engines.form.submit import Submission, submit
from tests.engines.form.database import connect, drive, empty, insert, insert_sub_row, install, run
from tests.engines.form.sample import CLOCK, FACTS, sample, sound
from tests.looking import later_looks

SCHEMA: Final = sample()
WORK: Final = SCHEMA.recomputation
ORDER: Final = SCHEMA.forms["order"]
CUSTOMER: Final = SCHEMA.forms["customer"]
LINES: Final = ORDER.sub_tables["lines"]
WAITING: Final = """
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


@pytest.fixture(scope="module")
async def module_connection(module_database_url: str) -> AsyncIterator[Any]:
    opened = await connect(module_database_url)
    await install(opened, SCHEMA)
    yield opened
    await opened.close()


@pytest.fixture
async def connection(module_connection: Any) -> Any:
    """A connection to empty tables."""
    await empty(module_connection, SCHEMA)
    return module_connection


async def drift(connection: Any) -> list[tuple[str, str, int]]:
    """Every stored computed value that is not what it should be."""
    found = []
    for table, key in SCHEMA.graph.order:
        rows = await run(connection, WORK.verify(table, key), {"after": 0, "most": 100})
        found += [(table, key, row["id"]) for row in rows]
    return found


async def customer_row(connection: Any, number: int) -> Any:
    (row,) = await run(connection, CUSTOMER.table.select().where(CUSTOMER.table.c.id == number), {})
    return row


async def begin(connection: Any) -> tuple[int, int]:
    """Two customers; the first has an order of 20 with one line, the second nothing."""
    for name, grade in (("大华", "a"), ("宏达", "b")):
        await insert(connection, CUSTOMER, {"name": name, "grade": grade, "order_count": Decimal(0)}, name)
    await drive(connection, WORK.fill("customer", ["caption"], [1, 2]))
    values = {
        "customer": 1,
        "state": "open",
        "number": "O-1",
        "grade": "a",
        "lines": ({"product": "x", "quantity": Decimal(2), "price": Decimal(10), "amount": Decimal(20)},),
        "line_count": Decimal(1),
        "partner_count": Decimal(0),
        "total": Decimal(20),
    }
    order = await insert(connection, ORDER, values, "大华 O-1")
    await drive(connection, WORK.follow("order", [order], None))
    return 1, order


async def test_creating_a_record_brings_its_parents_up_to_date(connection: Any) -> None:
    await begin(connection)

    row = await customer_row(connection, 1)

    assert (row["order_count"], row["order_total"]) == (Decimal(1), Decimal(20))
    assert row["average_order"] == Decimal(20)
    assert row["caption"] == "大华 #1"
    assert row["caption__sort"] == sort_key("大华 #1")
    assert await drift(connection) == []


async def test_changing_a_line_climbs_to_the_order_and_to_its_customer(connection: Any) -> None:
    await begin(connection)
    await run(connection, LINES.table.update().values(quantity=5).returning(LINES.table.c.id), {})

    changes = await drive(connection, WORK.fill("order__lines", ["amount"], [1]))
    changes += await drive(connection, WORK.follow("order__lines", [1], {"quantity", "amount"}))

    assert [(change.table, change.field, change.old, change.new) for change in changes] == [
        ("order__lines", "amount", Decimal(20), Decimal(50)),
        ("order", "total", Decimal(20), Decimal(50)),
        ("customer", "order_total", Decimal(20), Decimal(50)),
        ("customer", "average_order", Decimal(20), Decimal(50)),
    ]
    assert await drift(connection) == []


async def test_moving_a_record_corrects_the_parent_it_left(connection: Any) -> None:
    _, order = await begin(connection)
    await run(connection, ORDER.table.update().values(customer=2).returning(ORDER.table.c.id), {})
    await drive(connection, WORK.fill("order", ["grade", "title"], [order]))

    await drive(connection, WORK.follow("order", [order], {"customer", "grade", "title"}, {"customer": [1]}))

    first, second = await customer_row(connection, 1), await customer_row(connection, 2)
    assert (first["order_count"], first["order_total"], first["caption"]) == (0, None, "大华 #0")
    assert (second["order_count"], second["order_total"], second["caption"]) == (1, Decimal(20), "宏达 #1")
    assert await drift(connection) == []


async def test_renaming_a_linked_record_renames_what_is_named_after_it(connection: Any) -> None:
    await begin(connection)
    values = {"name": "大华集团", "title": "大华集团"}
    await run(
        connection,
        CUSTOMER.table.update().values(values).where(CUSTOMER.table.c.id == 1).returning(CUSTOMER.table.c.id),
        {},
    )
    await drive(connection, WORK.fill("customer", ["caption"], [1]))

    changes = await drive(connection, WORK.follow("customer", [1], {"name", "title", "caption"}))

    (row,) = await run(connection, ORDER.table.select(), {})
    assert [(change.field, change.new) for change in changes] == [("title", "大华集团 O-1")]
    assert row["title__sort"] == sort_key("大华集团 O-1")
    assert await drift(connection) == []


async def test_a_deleted_record_no_longer_counts_and_counts_again_when_it_returns(connection: Any) -> None:
    _, order = await begin(connection)
    table = ORDER.table
    for moment, count in ((sa.func.now(), 0), (sa.null(), 1)):
        await run(connection, table.update().values(deleted_at=moment).returning(table.c.id), {})

        await drive(connection, WORK.follow("order", [order], None))

        assert (await customer_row(connection, 1))["order_count"] == count
        assert await drift(connection) == []


async def test_a_deleted_linked_record_reads_as_blank(connection: Any) -> None:
    await begin(connection)
    table = CUSTOMER.table
    await run(
        connection,
        table.update().values(deleted_at=sa.func.now()).where(table.c.id == 1).returning(table.c.id),
        {},
    )

    await drive(connection, WORK.follow("customer", [1], None))

    (row,) = await run(connection, ORDER.table.select(), {})
    assert row["grade"] is None
    assert row["customer"] == 1
    assert await drift(connection) == []


async def test_people_who_add_to_one_parent_at_once_are_all_counted(
    connection: Any, module_database_url: str
) -> None:
    await begin(connection)

    async def add(number: int) -> None:
        """Creates an order as one request does."""
        opened = await connect(module_database_url)
        try:
            async with opened.transaction():
                values = {"customer": 1, "state": "open", "number": f"P-{number}", "total": Decimal(number)}
                order = await insert(opened, ORDER, values)
                await drive(opened, WORK.follow("order", [order], None))
        finally:
            await opened.close()

    await asyncio.gather(*(add(number) for number in range(8)))

    row = await customer_row(connection, 1)
    assert (row["order_count"], row["order_total"]) == (Decimal(9), Decimal(20 + sum(range(8))))


async def test_people_who_move_records_between_the_same_parents_at_once_are_all_followed(
    connection: Any, module_database_url: str
) -> None:
    await begin(connection)
    orders = [1, await insert(connection, ORDER, {"customer": 1, "state": "open", "number": "O-2"})]
    await drive(connection, WORK.follow("order", orders, None))
    first, second = await connect(module_database_url), await connect(module_database_url)

    async def move(opened: Any, order: int) -> None:
        """Moves an order from the first customer to the second, as one request does."""
        table = ORDER.table
        statement = table.update().values(customer=2).where(table.c.id == order).returning(table.c.id)
        await run(opened, statement, {})
        await drive(opened, WORK.follow("order", [order], {"customer"}, {"customer": [1]}))

    async with first.transaction():
        await move(first, orders[0])
        await second.execute("BEGIN")
        waiting = asyncio.create_task(move(second, orders[1]))
        async for _ in later_looks():
            if await connection.fetchval(WAITING):
                break
    await waiting
    await second.execute("COMMIT")
    await first.close()
    await second.close()

    counts = [(await customer_row(connection, number))["order_count"] for number in (1, 2)]
    assert counts == [0, 2]


async def test_the_verifier_sees_a_value_that_is_wrong(connection: Any) -> None:
    await begin(connection)
    await run(connection, CUSTOMER.table.update().values(order_total=7).returning(CUSTOMER.table.c.id), {})

    rows = await run(connection, WORK.verify("customer", "order_total"), {"after": 0, "most": 10})

    assert [(row["id"], row["stored"], row["computed"]) for row in rows] == [(1, 7, 20), (2, 7, None)]


async def test_recomputing_leaves_rows_alone_that_do_not_change(connection: Any) -> None:
    await begin(connection)

    assert await drive(connection, WORK.fill("customer", ["order_count", "order_total"], [1, 2])) == ()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
async def test_any_series_of_changes_leaves_no_computed_value_behind(
    seed: int, module_connection: Any
) -> None:
    chance = random.Random(seed)
    connection = module_connection
    await empty(connection, SCHEMA)
    await begin(connection)
    for _ in range(6):
        await change_something(connection, chance)

        assert await drift(connection) == []


AMOUNTS = st.one_of(st.none(), st.decimals(-(10**9), 10**9, places=2).map(str))
GIVEN = st.fixed_dictionaries(
    {},
    optional={
        "discount": st.one_of(st.none(), st.decimals(-100, 1000, places=1).map(str)),
        "freight": AMOUNTS,
        "state": st.sampled_from(["open", "lost", None]),
        "lines": st.lists(
            st.fixed_dictionaries(
                {"product": st.just("p")}, optional={"quantity": AMOUNTS, "price": AMOUNTS}
            ),
            max_size=4,
        ),
    },
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=GIVEN, second=GIVEN)
async def test_a_save_computes_what_the_database_would(
    first: dict[str, Any], second: dict[str, Any], module_connection: Any
) -> None:
    await empty(module_connection, SCHEMA)
    created = submit(ORDER, None, parse_record(ORDER.fields, first).values, FACTS, CLOCK)
    assert isinstance(created, Submission)
    given = parse_record(ORDER.fields, {"lines": first.get("lines", []), **second}).values
    changed = submit(ORDER, {**created.record, "id": 1}, given, FACTS, CLOCK)
    assert isinstance(changed, Submission)

    await insert(module_connection, ORDER, created.record, created.title)
    await insert(module_connection, ORDER, changed.record, changed.title)

    assert await drift(module_connection) == []


async def change_something(connection: Any, chance: random.Random) -> None:
    """One change, followed as a host follows it: its own computed fields first, then what follows from them."""
    what = chance.choice(["line", "add line", "remove line", "move", "discount", "order", "grade", "delete"])
    orders = [row["id"] for row in await run(connection, sa.select(ORDER.table.c.id), {})]
    order = chance.choice(orders)
    lines = [row["id"] for row in await run(connection, sa.select(LINES.table.c.id), {})]
    if what == "line" and lines:
        await write(connection, LINES.table, chance.choice(lines), {"price": Decimal(chance.randint(0, 99))})
    elif what == "add line":
        await insert_sub_row(connection, ORDER, "lines", order, 9, {"product": "n", "quantity": Decimal(3)})
        await own(connection, "order__lines")
    elif what == "remove line" and lines:
        gone = chance.choice(lines)
        parents = await run(connection, sa.select(LINES.table.c.parent).where(LINES.table.c.id == gone), {})
        await run(
            connection, LINES.table.delete().where(LINES.table.c.id == gone).returning(LINES.table.c.id), {}
        )
        left = {"parent": [row["parent"] for row in parents]}
        await drive(connection, WORK.follow("order__lines", [], None, left))
    elif what == "move":
        (row,) = await run(connection, sa.select(ORDER.table.c.customer).where(ORDER.table.c.id == order), {})
        left = {"customer": [row["customer"]] if row["customer"] else []}
        await write(connection, ORDER.table, order, {"customer": chance.choice([1, 2, None])}, left)
    elif what == "discount":
        await write(connection, ORDER.table, order, {"discount": Decimal(chance.randint(0, 50))})
    elif what == "order":
        values = {
            "customer": chance.choice([1, 2]),
            "state": chance.choice(["open", "lost"]),
            "number": f"N{chance.random()}",
        }
        await insert(connection, ORDER, values)
        await own(connection, "order")
    elif what == "grade":
        await write(
            connection, CUSTOMER.table, chance.choice([1, 2]), {"grade": chance.choice(["a", "b", None])}
        )
    elif what == "delete":
        table, number = chance.choice([(ORDER.table, order), (CUSTOMER.table, 1), (CUSTOMER.table, 2)])
        moment = chance.choice([sa.func.now(), sa.null()])
        statement = table.update().values(deleted_at=moment).where(table.c.id == number)
        await run(connection, statement.returning(table.c.id), {})
        await drive(connection, WORK.follow(table.name, [number], None))


async def own(connection: Any, table: str) -> None:
    """Computes what the newest row of a table computes from itself, and follows its creation."""
    target = SCHEMA.sources[table].table
    (row,) = await run(connection, sa.select(sa.func.max(target.c.id).label("id")), {})
    for name, key in SCHEMA.graph.order:
        if name == table:
            await drive(connection, WORK.fill(table, [key], [row["id"]]))
    await drive(connection, WORK.follow(table, [row["id"]], None))


async def write(connection: Any, table: Any, number: int, values: Any, left: Any = None) -> None:
    """Changes a row, computes what it computes from itself, and follows the change."""
    statement = table.update().values(values).where(table.c.id == number).returning(table.c.id)
    await run(connection, statement, {})
    changed = set(values)
    for name, key in SCHEMA.graph.order:
        if name == table.name:
            made = await drive(connection, WORK.fill(name, [key], [number]))
            changed.update(change.field for change in made)
    await drive(connection, WORK.follow(table.name, [number], changed, left))


def test_a_field_that_nothing_reads_asks_for_nothing() -> None:
    assert SCHEMA.graph.follow("order", {"remark", "subject"}) == ()


def test_what_a_computed_field_reads_is_known_through_links() -> None:
    inputs = SCHEMA.graph.inputs_of("customer", "average_order")

    assert {
        ("order", "total"),
        ("order__lines", "price"),
        ("order", "discount"),
        ("order", "freight"),
    } <= inputs
    assert all(key != EXISTENCE for _, key in inputs)
    assert ("customer", "average_order") in SCHEMA.graph.readers_of("customer", "order_total")


def test_fields_of_one_table_that_do_not_read_each_other_are_computed_by_one_statement() -> None:
    steps = SCHEMA.graph.follow("order", None)

    assert next(step.fields for step in steps if step.table == "customer") == ("order_count", "latest_order")


def test_a_value_that_changes_with_time_is_selected_and_never_stored() -> None:
    assert "age" not in ORDER.table.c
    assert ORDER.fields["age"].columns() == ()
    assert ("order", "age") not in SCHEMA.graph.order


async def test_a_value_that_changes_with_time_is_computed_when_it_is_read(connection: Any) -> None:
    await begin(connection)
    table = ORDER.table
    await run(
        connection, table.update().values(ordered_on=sa.text("date '2026-11-01'")).returning(table.c.id), {}
    )

    (row,) = await run(connection, sa.select(ORDER.fields["age"].output(table).label("age")), {})

    assert row["age"] == 20


def test_a_schema_of_no_forms_is_sound() -> None:
    assert sound().forms == {}
