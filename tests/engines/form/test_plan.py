"""A plan makes the tables of one version those of another, loses nothing, and says what forbids it."""

import copy
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from engines.form.plan import MOST_ATTRIBUTES, TablePlan, plan_tables
from engines.form.steps import AddIndex, Fill
from engines.issues import sentence
from mortise.db.statements import DIALECT
from tests.engines.form.database import drive, insert, run
from tests.engines.form.planned import apply, check_tables, connection, module_connection
from tests.engines.form.sample import documents, sound
from tests.engines.form.versions import VERSIONS, added, field, version

__all__ = ["connection", "module_connection"]


@dataclass(frozen=True)
class Live:
    """A table as the database has it."""

    attributes: int = 20


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
        ("plan_blank_rows", f"/forms/1/fields/{len(order.fields)}/required", 4),
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
    for key in ("customer", "partners"):
        field(first, key)["form"] = long
    first["customer"]["fields"][7]["form"] = long

    schema = sound(*copy.deepcopy(list(first.values())))

    found = [name for source in schema.sources.values() for name in (*source.indexes, *source.references)]
    assert all(len(name) <= 63 for name in found)
    assert len(found) == len(set(found))


def test_versions_differ_from_one_another() -> None:
    for before, after in pairwise(VERSIONS):
        assert plan_tables(version(*VERSIONS[before]), version(*VERSIONS[after]), 2).steps
